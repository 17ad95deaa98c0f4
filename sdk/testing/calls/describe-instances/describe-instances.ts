import { ApiError } from "../../server/api-error";
import type { Operation } from "../operation";
import { integerOrUndefined, invalid, optional, passesFilter, readChoice, readRegionId } from "../parameters";
import type { Parameters } from "../parameters";
import { instanceRow } from "./instance-row";
import { readTokenPager } from "./pages";
import { readSelector, selectorMatches, tagsMatch } from "./selector";
import { checkTags } from "./tags";

const MAX_INSTANCE_IDS = 100;
/** By tag or resource group, ECS finds no more. */
const MAX_SELECTED = 1_000;
const STATUSES = ["Pending", "Running", "Starting", "Stopping", "Stopped"];

/** Parameters of ECS that would change the answer, and that the emulator does not have; of lists their first part. */
const UNSUPPORTED = [
    "DeviceAvailable",
    "DryRun",
    "EipAddresses",
    "Filter",
    "HpcClusterId",
    "HttpEndpoint",
    "HttpTokens",
    "ImageId",
    "InnerIpAddresses",
    "InstanceChargeType",
    "InstanceNetworkType",
    "InstanceType",
    "InstanceTypeFamily",
    "InternetChargeType",
    "IoOptimized",
    "Ipv6Address",
    "KeyPairName",
    "LockReason",
    "PrivateIpAddresses",
    "PublicIpAddresses",
    "RdmaIpAddresses",
];

/** Instances by a selector, by id. */
export const describeInstances: Operation = {
    action: "DescribeInstances",
    errors: {
        400: {
            "InvalidTag.Mismatch": "The specified Tag.n.Key and Tag.n.Value are not match.",
            InvalidTagCount: "The specified tags are beyond the permitted range.",
            "InvalidHpcClusterId.NotFound": "The specified HpcClusterId is not found.",
            "InvalidHpcClusterId.Creating": "The specified HpcClusterId is creating.",
            // these two are documented for other operations with the same parameters
            "Duplicate.TagKey": "The Tag.N.Key contain duplicate key.",
            "InvalidParameter.NextToken": "The specified parameter NextToken is not valid.",
        },
        404: {
            "InvalidStatus.NotFound": "The specified Status is not found",
            "InvalidInstanceChargeType.NotFound": "The InstanceChargeType does not exist in our records",
            "InvalidInternetChargeType.ValueNotSupported": "The specified InternetChargeType is not valid",
            "InvalidLockReason.NotFound": "The specified LockReason is not found",
            // its text is not documented
            "InvalidFilterKey.NotFound": "The specified filter key is not found.",
            "InvalidNetworkType.NotFound": "The specified InstanceNetworkType is not found",
        },
    },
    record: (parameters) => ({
        instanceIds: readInstanceIds(parameters) ?? [],
        selector: readSelector(parameters),
        status: optional(parameters, "Status"),
        maxResults: integerOrUndefined(optional(parameters, "MaxResults")),
        nextToken: optional(parameters, "NextToken"),
    }),
    answer(parameters, registry, now) {
        checkSupported(parameters);
        const regionId = readRegionId(parameters);
        checkTags(parameters);
        const selector = readSelector(parameters);
        const status = readChoice(parameters, "Status", STATUSES, "InvalidStatus.NotFound");
        const instanceIds = readInstanceIds(parameters);
        if (optional(parameters, "InstanceIds") !== undefined && instanceIds === undefined) {
            throw invalid("InstanceIds");
        }
        const query = JSON.stringify([regionId, selector, status, instanceIds?.toSorted()]);
        const pager = readTokenPager(parameters, query);
        const matches = registry
            .observe({ regionId, instanceIds, matches: (instance) => selectorMatches(selector, instance) }, now)
            .filter((observed) => tagsMatch(selector, observed.tags) && passesFilter(status, observed.status));
        const isLimited = selector.tags !== undefined || selector.resourceGroupId !== undefined;
        const { rows, figures } = pager(isLimited ? matches.slice(0, MAX_SELECTED) : matches);
        return { ...figures, Instances: { Instance: rows.map(instanceRow) } };
    },
};

/** A silently ignored filter would make a test pass, or fail, for the wrong reason. */
function checkSupported(parameters: Parameters): void {
    const sent = [...parameters].filter(([, value]) => value !== "").map(([name]) => name.split(".")[0] ?? "");
    const name = sent.find((one) => UNSUPPORTED.includes(one));
    if (name !== undefined) {
        const message = `The emulator does not support the parameter “${name}” of DescribeInstances.`;
        throw new ApiError("UnsupportedParameter", { message });
    }
}

/** A JSON list of ids. An empty list is a filter too: it finds nothing. `undefined`: not sent, or invalid. */
function readInstanceIds(parameters: Parameters): readonly string[] | undefined {
    try {
        const ids: unknown = JSON.parse(parameters.get("InstanceIds") ?? "");
        const isValid =
            Array.isArray(ids) && ids.length <= MAX_INSTANCE_IDS && ids.every((id) => typeof id === "string");
        return isValid ? ids : undefined;
    } catch {
        return undefined;
    }
}
