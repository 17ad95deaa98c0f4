import { checkProperties, checkValue, invalid } from "../checks/check";
import type { EmulatorSettings } from "../emulator-options";
import { ApiError } from "../server/api-error";
import { INSTANCE_RULES, RELEASE_RULES, STATUS, type EmulatedInstance, type ReleaseOptions } from "./emulated-instance";
import { REGION_ID } from "./ids";
import { ABSENT, Timeline } from "./timeline";

/** What a request covers: the instances that match all of this. */
export interface Filter {
    readonly regionId: string;
    readonly zoneId: string | undefined;
    /** Empty: all instances. */
    readonly instanceIds: readonly string[];
    /** The filters that only one operation has. */
    readonly matches: (instance: EmulatedInstance) => boolean;
}

/** An instance as a request sees it. */
export interface Observed {
    readonly instance: EmulatedInstance;
    readonly status: string;
}

interface RegisteredInstance {
    readonly instance: EmulatedInstance;
    readonly regionId: string;
    timeline: Timeline;
    /** Released, and still listed for a while. */
    isReleased: boolean;
}

/** All instances. */
export class InstanceRegistry {
    readonly #byId = new Map<string, RegisteredInstance>();
    /** By id. Sorting 10,000 instances for each page would be slow: the order is kept until the instances change. */
    #sorted: readonly RegisteredInstance[] | undefined;
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
            this.add(instance);
        }
    }

    /** @throws TypeError */
    add(instance: EmulatedInstance): void {
        checkProperties("instance", instance, INSTANCE_RULES);
        const { instanceId, regionId = this.settings.regionId, zoneId } = instance;
        const timeline = new Timeline(instance);
        this.#byId.set(instanceId, { instance: { ...instance }, regionId, timeline, isReleased: false });
        this.#sorted = undefined;
        if (zoneId !== undefined) {
            this.#zones.add(`${regionId}/${zoneId}`);
        }
    }

    /** @throws Error for an unknown id, TypeError for an empty status */
    setStatus(instanceId: string, status: string): void {
        checkValue("status", status, STATUS);
        this.#require(instanceId).timeline = new Timeline({ status });
    }

    /** @throws Error for an unknown id, TypeError for an invalid option */
    release(instanceId: string, options: ReleaseOptions, now: number): void {
        checkProperties("options", options, RELEASE_RULES);
        const { listedFor } = options;
        const registered = this.#require(instanceId);
        if (listedFor === undefined) {
            this.#byId.delete(instanceId);
            this.#sorted = undefined;
            return;
        }
        registered.isReleased = true;
        registered.timeline = new Timeline({ script: [[registered.timeline.statusAt(now), listedFor], [ABSENT]] });
        registered.timeline.start(now);
    }

    /**
     * The instances that a request covers and that are listed now, by id. Starts their scripts.
     *
     * @throws ApiError for an unknown region or zone
     */
    observe(filter: Filter, now: number): Observed[] {
        this.#checkPlace(filter);
        const observed: Observed[] = [];
        for (const { instance, timeline } of this.#find(filter)) {
            timeline.start(now);
            const status = timeline.statusAt(now);
            if (status !== ABSENT) {
                observed.push({ instance, status });
            }
        }
        return observed;
    }

    #checkPlace({ regionId, zoneId }: Filter): void {
        const { regions, zones } = this.settings;
        if (!REGION_ID.accepts(regionId) || regions?.includes(regionId) === false) {
            throw new ApiError("InvalidRegionId.NotFound");
        }
        if (zoneId !== undefined && !zones.includes(zoneId) && !this.#zones.has(`${regionId}/${zoneId}`)) {
            throw new ApiError("InvalidZoneId.NotFound");
        }
    }

    #find({ regionId, zoneId, instanceIds, matches }: Filter): RegisteredInstance[] {
        this.#sorted ??= [...this.#byId.values()].sort(byId);
        // with ids, thousands of other instances are not visited
        const named = [...new Set(instanceIds)].flatMap((id) => this.#byId.get(id) ?? []).sort(byId);
        return (instanceIds.length > 0 ? named : this.#sorted).filter(
            (candidate) =>
                candidate.regionId === regionId &&
                (zoneId === undefined || candidate.instance.zoneId === zoneId) &&
                matches(candidate.instance),
        );
    }

    /** Unlike a request, a test that names an unknown id has a mistake in it. */
    #require(instanceId: string): RegisteredInstance {
        const registered = this.#byId.get(instanceId);
        if (registered === undefined || registered.isReleased) {
            throw new Error(`${instanceId}: no such instance in this emulator; add it first`);
        }
        return registered;
    }
}

function byId({ instance: left }: RegisteredInstance, { instance: right }: RegisteredInstance): number {
    return left.instanceId < right.instanceId ? -1 : 1;
}
