import type * as Sdk from "@alicloud/ecs20140526/dist/models/DescribeInstancesRequest";
import { givenMembers, isNarrow } from "../../../domain/selector";
import type { InstanceListPage, InstanceListRequest } from "../../ecs-api";
import { brokenAnswer } from "../../rpc/rpc-answer";
import type { ApiCall } from "../../rpc/api-call";
import { readRows } from "../read-rows";

/** The instances that a selector chooses, page by page. */
export const describeInstances: ApiCall<InstanceListRequest, InstanceListPage> = {
    action: "DescribeInstances",
    lists: { Instances: "Instance" },

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

    read(_request, body, requestId) {
        const rows = readRows(body, {
            requestId,
            list: ["Instances", "Instance"],
            readRow: ({ InstanceId, Status }) => ({ instanceId: InstanceId, status: Status }),
        });
        const nextToken = body["NextToken"] ?? "";
        if (typeof nextToken !== "string") {
            throw brokenAnswer("its NextToken is not a string", requestId);
        }
        return { requestId, rows, ...(nextToken === "" ? {} : { nextToken }) };
    },
};
