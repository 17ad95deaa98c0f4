import assert from "node:assert/strict";

import type { RecordedRequest } from "../../../../../sdk/testing";
import { requestLine } from "../../../../../sdk/testing/command/request-line";

const REQUEST: RecordedRequest = {
    at: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
    method: "GET",
    regionId: "cn-hangzhou",
    instanceIds: ["i-1"],
    signature: "none",
    httpStatus: 200,
    requestId: "request-1",
};

describe("the line of a request", () => {
    for (const [what, request, line] of [
        ["time, status, region and id", {}, "2026-01-02T03:04:05.006Z  200  cn-hangzhou  i-1"],
        [
            "the code of an error",
            { httpStatus: 400, code: "Throttling.User" },
            "2026-01-02T03:04:05.006Z  400 Throttling.User  cn-hangzhou  i-1",
        ],
        ["that there was no answer", { httpStatus: 0 }, "2026-01-02T03:04:05.006Z  no answer  cn-hangzhou  i-1"],
        [
            "zone and page, and that all are meant",
            { zoneId: "cn-hangzhou-b", instanceIds: [], pageNumber: 2 },
            "2026-01-02T03:04:05.006Z  200  cn-hangzhou/cn-hangzhou-b  all instances  page 2",
        ],
        [
            "the first three of many ids",
            { instanceIds: ["i-1", "i-2", "i-3", "i-4", "i-5"] },
            "2026-01-02T03:04:05.006Z  200  cn-hangzhou  i-1, i-2, i-3 and 2 more",
        ],
        [
            "all of three ids",
            { instanceIds: ["i-1", "i-2", "i-3"] },
            "2026-01-02T03:04:05.006Z  200  cn-hangzhou  i-1, i-2, i-3",
        ],
        [
            "no action that is the usual one",
            { action: "DescribeInstanceStatus" },
            "2026-01-02T03:04:05.006Z  200  cn-hangzhou  i-1",
        ],
        [
            "another action, with its filters",
            { action: "DescribeInstancesFullStatus", status: "Running", healthStatus: "Impaired" },
            "2026-01-02T03:04:05.006Z  200  DescribeInstancesFullStatus  cn-hangzhou  i-1  status=Running  health=Impaired",
        ],
        [
            "a selector, and that it is a further page",
            {
                action: "DescribeInstances",
                instanceIds: [],
                zoneId: "cn-hangzhou-b",
                selector: { tags: { role: "web", env: "" }, vpcId: "vpc-1", zoneId: "cn-hangzhou-b" },
                nextToken: "a-token",
            },
            "2026-01-02T03:04:05.006Z  200  DescribeInstances  cn-hangzhou/cn-hangzhou-b  role=web  env  vpcId=vpc-1  next page",
        ],
        [
            "that all are listed where there is no selector",
            { action: "DescribeInstances", instanceIds: [], selector: {} },
            "2026-01-02T03:04:05.006Z  200  DescribeInstances  cn-hangzhou  all instances",
        ],
        ["that no region was named", { regionId: "" }, "2026-01-02T03:04:05.006Z  200  no region  i-1"],
        [
            "nothing that a terminal would obey",
            { regionId: "\u001b[2J\r\n" },
            "2026-01-02T03:04:05.006Z  200  \ufffd[2J\ufffd\ufffd  i-1",
        ],
    ] as const) {
        it(`says ${what}`, () => {
            assert.equal(requestLine({ ...REQUEST, ...request }), line);
        });
    }
});
