import { MAX_IDS_PER_REQUEST } from "../domain/instance-ids";
import { ArgumentReader } from "./argument-reader";

/** The arguments of `getInstanceStatuses`. */
export interface ReadArguments {
    readonly regionId?: string | undefined;
    readonly zoneId?: string | undefined;
    readonly clusterId?: string | undefined;
    readonly instanceIds?: readonly string[] | undefined;
    readonly pageNumber?: number | undefined;
    readonly pageSize?: number | undefined;
}

/** @throws InvalidArgumentError - for the first invalid argument */
export function checkReadArguments(args: ReadArguments): void {
    const raw = { ...args } as Readonly<Record<string, unknown>>;
    const reader = new ArgumentReader(raw, () => false);
    reader.refuseUnknown(["regionId", "zoneId", "clusterId", "instanceIds", "pageNumber", "pageSize"]);
    reader.text("zoneId");
    reader.text("clusterId");
    reader.integer("pageNumber", 1, Infinity);
    reader.integer("pageSize", 1, MAX_IDS_PER_REQUEST);
    if (raw["instanceIds"] !== undefined) {
        reader.instanceIds("instanceIds", 1);
    }
    const [error] = reader.errors;
    if (error !== undefined) {
        throw error;
    }
}
