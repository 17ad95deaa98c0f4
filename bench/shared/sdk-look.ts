import Ecs, {
    DescribeInstancesFullStatusRequest,
    DescribeInstancesRequest,
    DescribeInstanceStatusRequest,
} from "@alicloud/ecs20140526";
import { $OpenApiUtil } from "@alicloud/openapi-core";
import { Agent, request as httpRequest } from "node:http";
import { randomUUID } from "node:crypto";
import { AlicloudEcsApi } from "../../provider/ecs/alicloud-ecs-api";
import { resolveConnection } from "../../provider/ecs/resolve-connection";
import { sortedQuery } from "../../sdk/testing/signatures/percent-encode";
import { ACS3, canonicalRequest, sha256Hex, sign, stringToSign } from "../../sdk/testing/signatures/acs3";
import type { Look } from "../contenders/contender";

/** The environment variables that point a client at an emulator. */
export type EmulatorEnv = Readonly<Record<string, string>>;

const PAGE = { pageNumber: 1, pageSize: 50 };
const EMPTY_BODY_HASH = sha256Hex("");

/** Clients that look for credentials themselves must find those of the emulator only. */
function guard(env: EmulatorEnv): void {
    Object.assign(process.env, env);
}

/** The client of this package. */
export function packageApi(env: EmulatorEnv): AlicloudEcsApi {
    guard(env);
    return new AlicloudEcsApi(resolveConnection(undefined, { env }));
}

/** One call of the official SDK, as its documentation shows it. */
export function sdkLook(env: EmulatorEnv): Look {
    const client = sdkOf(env);
    const regionId = env["ALICLOUD_REGION"];
    return async (instanceIds) => {
        const request = new DescribeInstanceStatusRequest({ regionId, instanceId: [...instanceIds], ...PAGE });
        const { body } = await client.describeInstanceStatus(request);
        const rows = body?.instanceStatuses?.instanceStatus ?? [];
        return new Map(rows.map((row) => [row.instanceId ?? "", row.status ?? ""]));
    };
}

/** Whether an instance has reached what a loop waits for. */
export interface FleetRow {
    readonly id: string;
    readonly isReached: boolean;
}

/** The calls of the official SDK that a loop for a fleet needs. Each is one request. */
export interface SdkFleet {
    /** One page of at most 100 instances with this name; they are reached when they are Running. */
    list(instanceName: string, nextToken: string | undefined): Promise<{ rows: FleetRow[]; nextToken?: string }>;
    /** At most 100 instances; they are reached when they are Running and Ok. */
    health(instanceIds: readonly string[]): Promise<FleetRow[]>;
}

export function sdkFleet(env: EmulatorEnv): SdkFleet {
    const client = sdkOf(env);
    const regionId = env["ALICLOUD_REGION"];
    return {
        async list(instanceName, nextToken) {
            const request = new DescribeInstancesRequest({ regionId, instanceName, maxResults: 100, nextToken });
            const { body } = await client.describeInstances(request);
            const rows = body?.instances?.instance ?? [];
            const next = body?.nextToken ?? "";
            return {
                rows: rows.map(({ instanceId = "", status }) => ({ id: instanceId, isReached: status === "Running" })),
                ...(next === "" ? {} : { nextToken: next }),
            };
        },
        async health(instanceIds) {
            const page = { pageNumber: 1, pageSize: 100 };
            const request = new DescribeInstancesFullStatusRequest({ regionId, instanceId: [...instanceIds], ...page });
            const { body } = await client.describeInstancesFullStatus(request);
            const rows = body?.instanceFullStatusSet?.instanceFullStatusType ?? [];
            return rows.map(({ instanceId = "", status, healthStatus }) => ({
                id: instanceId,
                isReached: status?.name === "Running" && healthStatus?.name === "Ok",
            }));
        },
    };
}

function sdkOf(env: EmulatorEnv): Ecs {
    guard(env);
    return new Ecs(
        new $OpenApiUtil.Config({
            endpoint: env["ALIBABA_CLOUD_ENDPOINT_ECS"],
            protocol: "http",
            accessKeyId: env["ALICLOUD_ACCESS_KEY"],
            accessKeySecret: env["ALICLOUD_SECRET_KEY"],
        }),
    );
}

/** The same signed request with Node alone: the lower limit of its cost. */
export function httpLook(env: EmulatorEnv): Look {
    const agent = new Agent({ keepAlive: true });
    const [hostname = "", port = ""] = (env["ALIBABA_CLOUD_ENDPOINT_ECS"] ?? "").split(":");
    return async (instanceIds) => {
        const query: [string, string][] = [
            ["RegionId", env["ALICLOUD_REGION"] ?? ""],
            ["PageNumber", "1"],
            ["PageSize", "50"],
            ...instanceIds.map((id, index): [string, string] => [`InstanceId.${index + 1}`, id]),
        ];
        const headers = signedHeaders(env, `${hostname}:${port}`, query);
        const path = `/?${sortedQuery(query)}`;
        const body = await new Promise<string>((resolve, reject) => {
            const request = httpRequest({ agent, hostname, port, path, method: "POST", headers }, (response) => {
                let text = "";
                response.setEncoding("utf8");
                response.on("data", (part: string) => (text += part));
                response.on("end", () => resolve(text));
                response.on("error", reject);
            });
            request.on("error", reject);
            request.end();
        });
        const { InstanceStatuses } = JSON.parse(body) as {
            InstanceStatuses: { InstanceStatus: { InstanceId: string; Status: string }[] };
        };
        return new Map(InstanceStatuses.InstanceStatus.map((row) => [row.InstanceId, row.Status]));
    };
}

function signedHeaders(env: EmulatorEnv, host: string, query: readonly [string, string][]): Record<string, string> {
    const headers: Record<string, string> = {
        accept: "application/json",
        host,
        "x-acs-action": "DescribeInstanceStatus",
        "x-acs-content-sha256": EMPTY_BODY_HASH,
        "x-acs-date": new Date().toISOString().replace(/\.\d+Z$/, "Z"),
        "x-acs-signature-nonce": randomUUID(),
        "x-acs-version": "2014-05-26",
    };
    const signed = Object.keys(headers).filter((name) => name !== "accept");
    const canonical = canonicalRequest({
        method: "POST",
        path: "/",
        query,
        headers,
        signedHeaders: signed,
        bodyHash: EMPTY_BODY_HASH,
    });
    const signature = sign(env["ALICLOUD_SECRET_KEY"] ?? "", stringToSign(canonical));
    const credential = `Credential=${env["ALICLOUD_ACCESS_KEY"] ?? ""}`;
    return {
        ...headers,
        authorization: `${ACS3} ${credential},SignedHeaders=${signed.join(";")},Signature=${signature}`,
    };
}
