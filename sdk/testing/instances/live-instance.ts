import { checkProperties } from "../checks/check";
import { toUtcTime } from "../checks/utc-time";
import { parseDurationMs } from "./duration";
import { EVENT_RULES, type EmulatedEvent } from "./emulated-event";
import { INSTANCE_RULES, type EmulatedInstance, type ScriptStep } from "./emulated-instance";
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

/** What a definition says about each moment. */
interface Life {
    readonly status: Timeline;
    /** `undefined`: the health follows the status. */
    readonly health: Timeline | undefined;
    readonly visibleAfterMs: number;
    readonly tagsAfterMs: number;
    readonly events: readonly ObservedEvent[];
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
        readonly createdAt: number,
    ) {
        this.#life = lifeOf(definition, createdAt);
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
        this.#life = lifeOf(changed, this.createdAt);
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
        if (status === ABSENT || now >= this.#listedUntil) {
            return undefined;
        }
        const elapsed = this.#elapsed(now);
        return {
            instance: this.#definition,
            regionId: this.regionId,
            createdAt: this.createdAt,
            status,
            tags: elapsed < this.#life.tagsAfterMs ? {} : (this.#definition.tags ?? {}),
            health: this.#life.health?.at(elapsed) ?? HEALTH_BY_STATUS.get(status) ?? "InsufficientData",
            events: this.#life.events,
        };
    }

    #statusAt(now: number): string {
        const elapsed = this.#elapsed(now);
        return elapsed < this.#life.visibleAfterMs ? ABSENT : this.#life.status.at(elapsed);
    }

    #elapsed(now: number): number {
        return now - (this.#startedAt ?? now);
    }
}

/** @throws TypeError that names the property, what is expected and what was given */
export function checkInstance(definition: EmulatedInstance): void {
    lifeOf(definition, 0);
}

/** @throws TypeError */
function lifeOf(definition: EmulatedInstance, createdAt: number): Life {
    checkProperties("instance", definition, INSTANCE_RULES);
    const { status, script, health, healthScript, events = [] } = definition;
    for (const [index, event] of events.entries()) {
        const place = `events[${index}]`;
        checkProperties(place, event, EVENT_RULES, `${place}.`);
    }
    return {
        status: timelineOf(["status", status], ["script", script]) ?? new Timeline("script", [["Running"]]),
        health: timelineOf(["health", health], ["healthScript", healthScript]),
        visibleAfterMs: parseDurationMs("visibleAfter", definition.visibleAfter ?? "0s"),
        tagsAfterMs: parseDurationMs("tagsAfter", definition.tagsAfter ?? "0s"),
        events: observedEvents(definition, createdAt),
    };
}

/** Of a constant or of a script. */
function timelineOf(
    [name, constant]: readonly [string, string | undefined],
    [scriptName, script]: readonly [string, readonly ScriptStep[] | undefined],
): Timeline | undefined {
    if (constant !== undefined && script !== undefined) {
        throw new TypeError(`${name}, ${scriptName}: expected one of them, not both`);
    }
    const steps = constant === undefined ? script : ([[constant]] as const);
    return steps === undefined ? undefined : new Timeline(scriptName, steps);
}

function observedEvents({ instanceId, events = [] }: EmulatedInstance, createdAt: number): ObservedEvent[] {
    return events.map((event, index) => {
        const { eventId = `e-${instanceId.slice(2)}-${index + 1}`, type, publishTime = toUtcTime(createdAt) } = event;
        const { notBefore = publishTime, reason = "", impactLevel = "100" } = event;
        return { eventId, type, publishTime, notBefore, reason, impactLevel };
    });
}
