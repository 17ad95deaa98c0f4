import { InvalidArgumentError } from "../../errors/invalid-argument-error";
import type { SettingSources } from "../connection-settings";
import { regionOfProfile } from "../credentials/find-profile";
import { checkedEndpoint, isLoopback } from "./endpoint";
import { findText } from "./find-setting";

/** Where ECS is asked; nothing in it is secret. */
export interface Destination {
    readonly regionId: string;
    /** `host[:port]`. Default: the official SDK's endpoint of the region. */
    readonly endpoint?: string | undefined;
    readonly protocol: "http" | "https";
}

/** The accepted form of a region. The hyphen keeps out names that every JavaScript object has, such as `constructor`. */
const REGION_FORM = 'a region id such as "cn-hangzhou" (lower-case letters and digits, with at least one hyphen)';
const REGION_PATTERN = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/;

/** Whether this is the form of a region id; whether the region exists, ECS says. */
export function isRegionId(value: unknown): value is string {
    return typeof value === "string" && value.length <= 63 && REGION_PATTERN.test(value);
}

/**
 * @param regionId - the `regionId` argument of a call or resource, which beats every other source
 * @throws InvalidArgumentError
 */
export function findDestination(regionId: string | undefined, sources: SettingSources): Destination {
    const given = findText("endpoint", sources);
    const endpoint = given && checkedEndpoint(given.name, given.value);
    return { regionId: findRegion(regionId, sources), endpoint, protocol: findProtocol(endpoint, sources) };
}

function findRegion(argument: string | undefined, sources: SettingSources): string {
    // null is what an Output without a value resolves to; an empty text is a mistake, not "the configured region"
    if ((argument ?? undefined) !== undefined) {
        return checkedRegion("regionId", argument);
    }
    const { name, value } = findText("region", sources) ?? { name: "regionId", value: regionOfProfile(sources) };
    if (value === undefined) {
        const { configNamespace = "alicloud" } = sources;
        throw new InvalidArgumentError(
            "regionId",
            undefined,
            `given: set \`regionId\`, or \`${configNamespace}:region\` (pulumi config set ${configNamespace}:region cn-hangzhou), or ALICLOUD_REGION`,
        );
    }
    return checkedRegion(name, value);
}

function checkedRegion(name: string, region: unknown): string {
    if (!isRegionId(region)) {
        throw new InvalidArgumentError(name, region, REGION_FORM);
    }
    return region;
}

function findProtocol(endpoint: string | undefined, sources: SettingSources): "http" | "https" {
    const { name, value } = findText("protocol", sources) ?? {
        name: "protocol",
        value: isLoopback(endpoint) ? "http" : "https",
    };
    const word = value.toLowerCase();
    if (word !== "http" && word !== "https") {
        throw new InvalidArgumentError(name, value, '"https" or "http"');
    }
    return word;
}
