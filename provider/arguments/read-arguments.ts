import { MAX_IDS_PER_REQUEST } from "../domain/instance-ids";
import type { Selector } from "../domain/selector";
import { ArgumentReader } from "./argument-reader";
import { readSelector } from "./selector-argument";

/** The arguments of `getInstanceStatuses`. */
export interface ReadArguments {
    readonly regionId?: string | undefined;
    readonly zoneId?: string | undefined;
    readonly clusterId?: string | undefined;
    readonly instanceIds?: readonly string[] | undefined;
    readonly selector?: Selector | undefined;
    readonly includeHealth?: boolean | undefined;
    readonly pageNumber?: number | undefined;
    readonly pageSize?: number | undefined;
}

/** The arguments that say which instances are read, and what of them. */
export const WHAT_TO_READ = [
    "regionId",
    "zoneId",
    "clusterId",
    "instanceIds",
    "selector",
    "includeHealth",
] as const satisfies readonly (keyof ReadArguments)[];

const READ_ARGUMENTS: readonly (keyof ReadArguments)[] = [...WHAT_TO_READ, "pageNumber", "pageSize"];

/** The arguments that a selector stands in for: it reads all pages, and has a zone of its own. */
const NOT_BESIDE_SELECTOR = ["instanceIds", "zoneId", "clusterId", "pageNumber", "pageSize"] as const;

const NOT_WITH_HEALTH = ["zoneId", "clusterId"] as const;

/**
 * Checks the arguments. null means: not given.
 *
 * @throws InvalidArgumentError - for the first invalid argument
 */
export function parseReadArguments(args: ReadArguments): ReadArguments {
    const raw = { ...args } as Readonly<Record<string, unknown>>;
    const reader = new ArgumentReader(raw, () => false);
    reader.refuseUnknown(READ_ARGUMENTS);
    const parsed: ReadArguments = {
        regionId: args.regionId ?? undefined,
        ...readWhat(reader, raw),
        pageNumber: reader.integer("pageNumber", 1, Infinity),
        pageSize: reader.integer("pageSize", 1, MAX_IDS_PER_REQUEST),
    };
    const [error] = reader.errors;
    if (error !== undefined) {
        throw error;
    }
    return parsed;
}

/** The arguments that say which instances are read, and what of them. */
export function readWhat(
    reader: ArgumentReader,
    raw: Readonly<Record<string, unknown>>,
): Pick<ReadArguments, "zoneId" | "clusterId" | "instanceIds" | "selector" | "includeHealth"> {
    const selector = readSelector(reader);
    if (reader.isGiven("selector")) {
        for (const name of NOT_BESIDE_SELECTOR.filter((one) => reader.isGiven(one))) {
            reader.refuse(name, raw[name], "left out when `selector` is given");
        }
    }
    const includeHealth = reader.boolean("includeHealth");
    if (includeHealth === true) {
        for (const name of NOT_WITH_HEALTH.filter((one) => reader.isGiven(one))) {
            reader.refuse(
                name,
                raw[name],
                "left out with `includeHealth`: DescribeInstancesFullStatus has no such filter",
            );
        }
    }
    return {
        zoneId: reader.text("zoneId"),
        clusterId: reader.text("clusterId"),
        instanceIds: reader.isGiven("instanceIds") ? reader.instanceIds("instanceIds", 1) : undefined,
        selector,
        includeHealth,
    };
}
