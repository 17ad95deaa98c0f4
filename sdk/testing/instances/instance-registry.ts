import { checkProperties, checkValue, invalid } from "../checks/check";
import { toUtcTime } from "../checks/utc-time";
import type { EmulatorSettings } from "../emulator-options";
import { ApiError } from "../server/api-error";
import { parseDurationMs } from "./duration";
import type { EmulatedEvent } from "./emulated-event";
import { INSTANCE_RULES, RELEASE_RULES } from "./emulated-instance";
import type { EmulatedInstance, ReleaseOptions } from "./emulated-instance";
import { REGION_ID } from "./ids";
import { LiveInstance } from "./live-instance";
import type { ObservedInstance } from "./live-instance";

/** The instances that a request covers. */
export interface Coverage {
    readonly regionId: string;
    /** Default: all instances. */
    readonly instanceIds?: readonly string[] | undefined;
    /** Whether an instance passes the filters on what does not change by itself. Default: each does. */
    readonly matches?: (instance: EmulatedInstance) => boolean;
}

/** All instances. */
export class InstanceRegistry {
    readonly #byId = new Map<string, LiveInstance>();
    /** By id. Sorting 10,000 instances for each page would be slow: the order is kept until the instances change. */
    #sorted: readonly LiveInstance[] | undefined;
    /** `region/zone`. As in ECS, a zone remains when its last instance is gone. */
    readonly #zones = new Set<string>();

    /** @throws TypeError for an invalid instance, or two with the same id */
    constructor(private readonly settings: EmulatorSettings) {
        for (const [index, instance] of settings.instances.entries()) {
            const place = `instances[${index}]`;
            checkProperties(place, instance, INSTANCE_RULES, `${place}.`);
            if (this.#byId.has(instance.instanceId)) {
                throw invalid(`${place}.instanceId`, "a unique id", instance.instanceId);
            }
            this.add(instance, settings.now());
        }
    }

    /** @throws TypeError */
    add(instance: EmulatedInstance, now: number): void {
        const live = new LiveInstance(instance, instance.regionId ?? this.settings.regionId, now);
        this.#keep(live);
        if (instance.zoneId !== undefined) {
            this.#zones.add(`${live.regionId}/${instance.zoneId}`);
        }
    }

    /**
     * Replaces a property of an instance. Its clock goes on.
     *
     * @param overruled - properties that do not count any more
     * @throws Error for an unknown id, TypeError for an invalid value
     */
    set<Name extends keyof EmulatedInstance>(
        instanceId: string,
        name: Name,
        value: EmulatedInstance[Name],
        overruled: readonly (keyof EmulatedInstance)[],
    ): void {
        checkValue(name, value, INSTANCE_RULES[name]);
        const removed = Object.fromEntries(overruled.map((other) => [other, undefined]));
        this.#keep(this.#require(instanceId).with({ ...removed, [name]: value }));
    }

    /** @throws Error for an unknown id, TypeError for an invalid event */
    addEvent(instanceId: string, event: EmulatedEvent, now: number): void {
        const live = this.#require(instanceId);
        const { events = [] } = live.definition;
        this.#keep(live.with({ events: [...events, { publishTime: toUtcTime(now), ...event }] }));
    }

    /** @throws Error for an unknown id, TypeError for an invalid option */
    release(instanceId: string, options: ReleaseOptions, now: number): void {
        checkProperties("options", options, RELEASE_RULES);
        const { listedFor } = options;
        const live = this.#require(instanceId);
        if (listedFor === undefined) {
            this.#byId.delete(instanceId);
            this.#sorted = undefined;
        } else {
            this.#keep(live.released(now, parseDurationMs("listedFor", listedFor)));
        }
    }

    /**
     * The instances that a request covers and that are listed now, by id. Starts their clocks.
     *
     * @throws ApiError for an unknown region
     */
    observe(coverage: Coverage, now: number): ObservedInstance[] {
        this.#checkRegion(coverage.regionId);
        return this.#find(coverage).flatMap((live) => {
            live.start(now);
            return live.observe(now) ?? [];
        });
    }

    /** @throws ApiError for an unknown zone, or an unknown region */
    checkZone(regionId: string, zoneId: string | undefined): void {
        this.#checkRegion(regionId);
        if (
            zoneId !== undefined &&
            !this.settings.zones.includes(zoneId) &&
            !this.#zones.has(`${regionId}/${zoneId}`)
        ) {
            throw new ApiError("InvalidZoneId.NotFound");
        }
    }

    #keep(live: LiveInstance): void {
        this.#byId.set(live.definition.instanceId, live);
        this.#sorted = undefined;
    }

    #checkRegion(regionId: string): void {
        if (!REGION_ID.accepts(regionId) || this.settings.regions?.includes(regionId) === false) {
            throw new ApiError("InvalidRegionId.NotFound");
        }
    }

    #find({ regionId, instanceIds, matches = () => true }: Coverage): LiveInstance[] {
        this.#sorted ??= [...this.#byId.values()].sort(byId);
        // with ids, thousands of other instances are not visited
        const named = [...new Set(instanceIds)].flatMap((id) => this.#byId.get(id) ?? []).sort(byId);
        return (instanceIds === undefined ? this.#sorted : named).filter(
            (live) => live.regionId === regionId && matches(live.definition),
        );
    }

    /** Unlike a request, a test that names an unknown id has a mistake in it. */
    #require(instanceId: string): LiveInstance {
        const live = this.#byId.get(instanceId);
        if (live === undefined || live.isReleased) {
            throw new Error(`${instanceId}: no such instance in this emulator; add it first`);
        }
        return live;
    }
}

function byId({ definition: left }: LiveInstance, { definition: right }: LiveInstance): number {
    return left.instanceId < right.instanceId ? -1 : 1;
}
