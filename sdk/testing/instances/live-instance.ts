import { checkProperties } from "../checks/check";
import { toUtcTime } from "../checks/utc-time";
import { parseDurationMs } from "./duration";
import { EVENT_RULES } from "./emulated-event";
import type { EmulatedEvent } from "./emulated-event";
import { INSTANCE_RULES } from "./emulated-instance";
import type { EmulatedInstance } from "./emulated-instance";
import { Timeline } from "./timeline";

/** Not a status that is answered: the instance is left out. */
const ABSENT = "Absent";

/** What ECS reports of an instance without trouble; `InsufficientData` of those that are not here. */
const HEALTH_BY_STATUS: ReadonlyMap<string, string> = new Map([
    ["Running", "Ok"],
    ["Starting", "Initializing"],
]);

/** An instance as a request sees it. */
export interface ObservedInstance {
    readonly instance: EmulatedInstance;
    readonly regionId: string;
    readonly createdAt: number;
    readonly status: string;
    readonly health: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly events: readonly ObservedEvent[];
}

/** An event with everything that an answer says about it. */
export type ObservedEvent = { readonly [Member in keyof EmulatedEvent]-?: string };

/** The clock of an instance. It goes on when the definition changes. */
interface Clock {
    startedAt: number | undefined;
    listedUntil: number;
}

/** An instance over time: its definition, and a clock that starts at the first request for it. */
export class LiveInstance {
    readonly definition: EmulatedInstance;
    readonly #status: Timeline;
    /** `undefined`: the health follows the status. */
    readonly #health: Timeline | undefined;
    readonly #visibleAfterMs: number;
    readonly #tagsAfterMs: number;
    readonly #events: readonly ObservedEvent[];

    /** @throws TypeError that names the property, what is expected and what was given */
    constructor(
        definition: EmulatedInstance,
        readonly regionId: string,
        readonly createdAt: number,
        private readonly clock: Clock = { startedAt: undefined, listedUntil: Infinity },
    ) {
        checkProperties("instance", definition, INSTANCE_RULES);
        this.definition = { ...definition };
        this.#status = timelineOf(definition, "status", "script") ?? new Timeline("script", [["Running"]]);
        this.#health = timelineOf(definition, "health", "healthScript");
        this.#visibleAfterMs = parseDurationMs("visibleAfter", definition.visibleAfter ?? "0s");
        this.#tagsAfterMs = parseDurationMs("tagsAfter", definition.tagsAfter ?? "0s");
        this.#events = (definition.events ?? []).map((event, index) => this.#observedEvent(event, index));
    }

    /** Whether it was released, although it may still be listed for a while. */
    get isReleased(): boolean {
        return this.clock.listedUntil < Infinity;
    }

    /**
     * The same instance with other properties, on the same clock.
     *
     * @throws TypeError for an invalid property
     */
    with(changes: Partial<EmulatedInstance>): LiveInstance {
        return new LiveInstance({ ...this.definition, ...changes }, this.regionId, this.createdAt, this.clock);
    }

    /** The same instance with its present status, until it is no longer listed. */
    released(now: number, listedForMs: number): LiveInstance {
        this.clock.listedUntil = now + listedForMs;
        return this.with({ status: this.#statusAt(now), script: undefined, visibleAfter: undefined });
    }

    /** Starts the clock unless it runs already. */
    start(now: number): void {
        this.clock.startedAt ??= now;
    }

    /** `undefined` while it is not listed. */
    observe(now: number): ObservedInstance | undefined {
        const status = this.#statusAt(now);
        if (status === ABSENT || now >= this.clock.listedUntil) {
            return undefined;
        }
        const elapsed = this.#elapsed(now);
        return {
            instance: this.definition,
            regionId: this.regionId,
            createdAt: this.createdAt,
            status,
            health: this.#health?.at(elapsed) ?? HEALTH_BY_STATUS.get(status) ?? "InsufficientData",
            tags: elapsed < this.#tagsAfterMs ? {} : (this.definition.tags ?? {}),
            events: this.#events,
        };
    }

    #statusAt(now: number): string {
        const elapsed = this.#elapsed(now);
        return elapsed < this.#visibleAfterMs ? ABSENT : this.#status.at(elapsed);
    }

    #elapsed(now: number): number {
        return now - (this.clock.startedAt ?? now);
    }

    #observedEvent(event: EmulatedEvent, index: number): ObservedEvent {
        const place = `events[${index}]`;
        checkProperties(place, event, EVENT_RULES, `${place}.`);
        const { eventId = `e-${this.definition.instanceId.slice(2)}-${index + 1}`, type } = event;
        const { publishTime = toUtcTime(this.createdAt), reason = "", impactLevel = "100" } = event;
        return { eventId, type, publishTime, notBefore: event.notBefore ?? publishTime, reason, impactLevel };
    }
}

/** @throws TypeError */
function timelineOf(
    definition: EmulatedInstance,
    name: "status" | "health",
    scriptName: "script" | "healthScript",
): Timeline | undefined {
    const { [name]: constant, [scriptName]: script } = definition;
    if (constant !== undefined && script !== undefined) {
        throw new TypeError(`${name}, ${scriptName}: expected one of them, not both`);
    }
    const steps = constant === undefined ? script : ([[constant]] as const);
    return steps === undefined ? undefined : new Timeline(scriptName, steps);
}
