import type { EmulatedInstance } from "./emulated-instance";

/**
 * The index of the first instance whose id an earlier one has, or `undefined` when each has its own. Region and zone do
 * not matter: an id is that of one instance, and of two, the later would silently replace the earlier.
 */
export function repeatedId(instances: readonly EmulatedInstance[]): number | undefined {
    const seen = new Set<string>();
    const index = instances.findIndex(({ instanceId }) => seen.size === seen.add(instanceId).size);
    return index < 0 ? undefined : index;
}
