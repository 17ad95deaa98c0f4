/**
 * Tags and other properties that choose instances in place of their ids. An instance must match all that are given. At
 * least one of `tags`, `vswitchId`, `securityGroupId`, `resourceGroupId` and `instanceName` must be given. Tags and
 * resource groups choose among at most 1,000 instances, because ECS filters no more.
 */
export interface Selector {
    /** Tags that an instance must have, with these values: 1 to 20. */
    readonly tags?: Record<string, string> | undefined;
    /** The VPC of the instance. */
    readonly vpcId?: string | undefined;
    /** The vSwitch of the instance. */
    readonly vswitchId?: string | undefined;
    /** A security group of the instance. */
    readonly securityGroupId?: string | undefined;
    /** The zone of the instance. */
    readonly zoneId?: string | undefined;
    /** The resource group of the instance. */
    readonly resourceGroupId?: string | undefined;
    /** The name of the instance. `*` stands for any characters, as ECS takes it. */
    readonly instanceName?: string | undefined;
}

/** The members of a selector that are texts. */
export const SELECTOR_TEXTS = [
    "vpcId",
    "vswitchId",
    "securityGroupId",
    "zoneId",
    "resourceGroupId",
    "instanceName",
] as const satisfies readonly (keyof Selector)[];

/** The members of a selector of which at least one must be given: a zone or a VPC alone has instances of others too. */
export const SELECTIVE_MEMBERS = ["tags", "vswitchId", "securityGroupId", "resourceGroupId", "instanceName"] as const;

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

/** Whether the selector chooses less than all instances of a region, zone or VPC: these would be those of other users too. */
export function isNarrow(selector: Selector): boolean {
    const given = givenMembers(selector);
    const isAnyName = /^\*+$/.test(given.instanceName ?? "");
    return SELECTIVE_MEMBERS.some((name) => given[name] !== undefined && !(name === "instanceName" && isAnyName));
}

/** ECS filters no more resources than these by a tag or a resource group. */
export const MAX_FILTERED = 1_000;

/** Whether ECS limits the set of the selector to {@link MAX_FILTERED} instances. */
export function isLimited(selector: Selector): boolean {
    const { tags, resourceGroupId } = givenMembers(selector);
    return tags !== undefined || resourceGroupId !== undefined;
}

/** The selector as messages show it: "tags role=web, zoneId cn-hangzhou-b". */
export function describeSelector(selector: Selector): string {
    const tags = Object.entries(selector.tags ?? {}).map(([name, value]) => `${name}=${value}`);
    const texts = SELECTOR_TEXTS.flatMap((name) => (selector[name] === undefined ? [] : [`${name} ${selector[name]}`]));
    return [
        ...(tags.length === 0 ? [] : [`${tags.length === 1 ? "tag" : "tags"} ${tags.join(" and ")}`]),
        ...texts,
    ].join(", ");
}

function sorted<T extends object>(members: T): T {
    return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}
