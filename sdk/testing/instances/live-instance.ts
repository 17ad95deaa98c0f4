import { checkProperties } from "../checks/check";
import { parseDurationMs } from "./duration";
import { INSTANCE_RULES, type EmulatedInstance } from "./emulated-instance";
import { Timeline } from "./timeline";

/** Not a status that is answered: the instance is left out. */
const ABSENT = "Absent";

/** An instance as a request sees it. */
export interface ObservedInstance {
    readonly instance: EmulatedInstance;
    readonly status: string;
}

/** What a definition says about each moment. */
interface Life {
    readonly status: Timeline;
    readonly visibleAfterMs: number;
}

/** An instance over time: its definition, and a clock that starts at the first request for it. */
export class LiveInstance {
    #definition: EmulatedInstance;
    #life: Life;
    #startedAt: number | undefined;
    #listedUntil = Infinity;

    /** @throws TypeError for an invalid property */
    constructor(
        definition: EmulatedInstance,
        readonly regionId: string,
    ) {
        this.#life = lifeOf(definition);
        this.#definition = { ...definition };
    }

    get definition(): EmulatedInstance {
        return this.#definition;
    }

    /** Whether it was released, although it may still be listed for a while. */
    get isReleased(): boolean {
        return this.#listedUntil < Infinity;
    }

    /**
     * Replaces properties. The clock goes on.
     *
     * @throws TypeError for an invalid property
     */
    change(changes: Partial<EmulatedInstance>): void {
        const changed = { ...this.#definition, ...changes };
        this.#life = lifeOf(changed);
        this.#definition = changed;
    }

    /** Keeps the present status for as long as it is still listed. */
    release(now: number, listedForMs: number): void {
        this.change({ status: this.#statusAt(now), script: undefined, visibleAfter: undefined });
        this.#listedUntil = now + listedForMs;
    }

    /** Starts the clock unless it runs already. */
    start(now: number): void {
        this.#startedAt ??= now;
    }

    /** `undefined` while it is not listed. */
    observe(now: number): ObservedInstance | undefined {
        const status = this.#statusAt(now);
        return status === ABSENT || now >= this.#listedUntil ? undefined : { instance: this.#definition, status };
    }

    #statusAt(now: number): string {
        const elapsed = now - (this.#startedAt ?? now);
        return elapsed < this.#life.visibleAfterMs ? ABSENT : this.#life.status.at(elapsed);
    }
}

/** @throws TypeError */
function lifeOf(definition: EmulatedInstance): Life {
    checkProperties("instance", definition, INSTANCE_RULES);
    const { status, script, visibleAfter } = definition;
    if (status !== undefined && script !== undefined) {
        throw new TypeError("status, script: expected one of them, not both");
    }
    return {
        status: new Timeline("script", script ?? [[status ?? "Running"]]),
        visibleAfterMs: visibleAfter === undefined ? 0 : parseDurationMs("visibleAfter", visibleAfter),
    };
}
