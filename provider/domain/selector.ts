/** Chooses instances by their properties, in place of ids. All given members must match. */
export interface Selector {
    /** Key and value of each tag that the instances must have. */
    readonly tags?: Readonly<Record<string, string>> | undefined;
    readonly vpcId?: string | undefined;
    readonly vswitchId?: string | undefined;
    readonly securityGroupId?: string | undefined;
    readonly zoneId?: string | undefined;
    readonly resourceGroupId?: string | undefined;
    /** The name of the instances; `*` stands for any characters. */
    readonly instanceName?: string | undefined;
}

/**
 * The selector as a key: its JSON without empty members, in sorted order. It is equal for equal selectors, and parsing it
 * gives the selector again.
 */
export function selectorKey(selector: Selector): string {
    const { tags, ...others } = givenMembers(selector);
    return JSON.stringify(sorted(tags === undefined ? others : { ...others, tags: sorted(tags) }));
}

/** The members without those that are empty. ECS takes an empty parameter for one that is left out. */
export function givenMembers({ tags, ...others }: Selector): Selector {
    return {
        ...Object.fromEntries(
            Object.entries<string | null | undefined>(others).filter(([, value]) => (value ?? "") !== ""),
        ),
        ...(Object.keys(tags ?? {}).length > 0 ? { tags } : {}),
    };
}

/** Whether the selector chooses less than all instances of a region, zone or VPC, which would be those of other users too. */
export function isNarrow(selector: Selector): boolean {
    const { tags, vswitchId, securityGroupId, resourceGroupId, instanceName } = givenMembers(selector);
    return [tags, vswitchId, securityGroupId, resourceGroupId, instanceName].some((member) => member !== undefined);
}

function sorted<T extends object>(members: T): T {
    return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}
