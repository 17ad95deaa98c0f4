import type * as Sdk from "@alicloud/ecs20140526/dist/models/DescribeInstancesRequest";
import { givenMembers, isNarrow, type Selector } from "../../../domain/selector";
import type { InstanceListPage, InstanceListRequest } from "../../ecs-api";
import { brokenAnswer, isRecord } from "../../rpc/rpc-answer";
import type { ApiCall } from "../../rpc/api-call";
import { readRows } from "../read-rows";

/** The instances that a selector chooses, page by page. */
export const describeInstances: ApiCall<InstanceListRequest, InstanceListPage> = {
    action: "DescribeInstances",
    lists: { Instances: "Instance", Tags: "Tag" },

    model({ regionId, selector, nextToken, maxResults }) {
        if (!isNarrow(selector)) {
            throw new Error("a selector that chooses all instances must not be sent");
        }
        const sdk = require("@alicloud/ecs20140526/dist/models/DescribeInstancesRequest") as typeof Sdk;
        const {
            tags = {},
            vswitchId,
            vpcId,
            securityGroupId,
            zoneId,
            resourceGroupId,
            instanceName,
        } = givenMembers(selector);
        return new sdk.DescribeInstancesRequest({
            regionId,
            tag: Object.entries(tags).map(([key, value]) => ({ key, value })),
            vpcId,
            vSwitchId: vswitchId,
            securityGroupId,
            zoneId,
            resourceGroupId,
            instanceName,
            maxResults,
            nextToken,
        });
    },

    read({ selector }, body, requestId) {
        const mismatchedIds: string[] = [];
        const rows = readRows(body, {
            requestId,
            list: ["Instances", "Instance"],
            readRow: ({ InstanceId, Status, Tags }) => {
                if (typeof InstanceId === "string" && !hasEmptyTags(selector, Tags)) {
                    mismatchedIds.push(InstanceId);
                }
                return { instanceId: InstanceId, status: Status };
            },
        });
        const nextToken = body["NextToken"] ?? "";
        if (typeof nextToken !== "string") {
            throw brokenAnswer("its NextToken is not a string", requestId);
        }
        return {
            requestId,
            rows,
            ...(mismatchedIds.length === 0 ? {} : { mismatchedIds }),
            ...(nextToken === "" ? {} : { nextToken }),
        };
    },
};

/** Whether an instance has the tags of the selector whose value is empty. ECS has checked the others. */
function hasEmptyTags({ tags = {} }: Selector, present: unknown): boolean {
    const list: unknown = isRecord(present) ? present["Tag"] : undefined;
    const rows = Array.isArray(list) ? (list as unknown[]).filter(isRecord) : [];
    const isThere = (name: string): boolean =>
        rows.some(({ TagKey, TagValue }) => TagKey === name && (TagValue ?? "") === "");
    return Object.entries(tags).every(([name, value]) => value !== "" || isThere(name));
}
