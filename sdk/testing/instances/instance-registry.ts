import { checkInstance, type EmulatedInstance, type ReleaseOptions } from "./emulated-instance";
import { ABSENT, Timeline } from "./timeline";

export interface RegisteredInstance {
    readonly instanceId: string;
    readonly regionId: string;
    readonly zoneId: string | undefined;
    readonly clusterId: string | undefined;
    timeline: Timeline;
    /** Whether all that is left of it is that it is still listed. */
    isReleased?: boolean;
}

/** All instances: by id for requests that name ids, and sorted per region for those that list. */
export class InstanceRegistry {
    readonly #byId = new Map<string, RegisteredInstance>();
    /** Sorting 10,000 ids for each page of a listing would be felt, so the order is kept until membership changes. */
    readonly #sortedByRegion = new Map<string, readonly RegisteredInstance[]>();
    /** Zones stay known after their last instance is gone, as those of ECS do. */
    readonly #zonesByRegion = new Map<string, Set<string>>();

    constructor(private readonly defaultRegionId: string) {}

    add(instance: EmulatedInstance): void {
        checkInstance(instance);
        const { instanceId, regionId = this.defaultRegionId, zoneId, clusterId } = instance;
        const timeline = new Timeline(instance);
        this.#forget(instanceId);
        this.#byId.set(instanceId, { instanceId, regionId, zoneId, clusterId, timeline });
        this.#sortedByRegion.delete(regionId);
        if (zoneId !== undefined) {
            this.#zonesOf(regionId).add(zoneId);
        }
    }

    /** @throws Error when there is no such instance: a typing mistake in a test should not look like an absent id */
    require(instanceId: string): RegisteredInstance {
        const found = this.#byId.get(instanceId);
        if (found === undefined || found.isReleased === true) {
            throw new Error(`${instanceId}: no such instance in this emulator; add it first`);
        }
        return found;
    }

    release(instanceId: string, { listedFor }: ReleaseOptions, now: number): void {
        const instance = this.require(instanceId);
        if (listedFor === undefined) {
            this.#forget(instanceId);
            return;
        }
        instance.isReleased = true;
        instance.timeline = new Timeline({ script: [[instance.timeline.statusAt(now), listedFor], [ABSENT]] });
        instance.timeline.start(now);
    }

    /** Those of the ids that exist, by id, each once. */
    named(instanceIds: readonly string[]): RegisteredInstance[] {
        return [...new Set(instanceIds)].sort().flatMap((id) => this.#byId.get(id) ?? []);
    }

    /** All of a region, by id. */
    inRegion(regionId: string): readonly RegisteredInstance[] {
        const known = this.#sortedByRegion.get(regionId);
        if (known !== undefined) {
            return known;
        }
        const members = [...this.#byId.values()].filter((instance) => instance.regionId === regionId);
        members.sort((left, right) => (left.instanceId < right.instanceId ? -1 : 1));
        this.#sortedByRegion.set(regionId, members);
        return members;
    }

    hasZone(regionId: string, zoneId: string): boolean {
        return this.#zonesOf(regionId).has(zoneId);
    }

    #forget(instanceId: string): void {
        const found = this.#byId.get(instanceId);
        if (found !== undefined) {
            this.#byId.delete(instanceId);
            this.#sortedByRegion.delete(found.regionId);
        }
    }

    #zonesOf(regionId: string): Set<string> {
        const zones = this.#zonesByRegion.get(regionId) ?? new Set<string>();
        this.#zonesByRegion.set(regionId, zones);
        return zones;
    }
}
