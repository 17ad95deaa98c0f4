import type EcsClient from "@alicloud/ecs20140526";
import { VERSION } from "../version";
import type { Credentials } from "./credentials";
import type { DescribeInstanceStatusRequest } from "./ecs-api";
import { noteBody } from "./in-flight-request";
import { readAnswer } from "./read-answer";
import { routeThroughProxies } from "./proxies";

type EcsModule = typeof import("@alicloud/ecs20140526");
type ClientConfig = ConstructorParameters<EcsModule["default"]>[0];
type Runtime = Parameters<EcsClient["describeInstanceStatusWithOptions"]>[1];
type CallApi = EcsClient["callApi"];

/** What a client is made for. */
export interface ClientOptions {
    readonly regionId: string;
    readonly endpoint?: string | undefined;
    readonly protocol: "http" | "https";
    /** Asked anew for each request. */
    readonly signWith: () => Promise<Credentials>;
}

/** The few things this package wants of the official SDK. */
export interface AlicloudSdk {
    createClient(options: ClientOptions): EcsClient;
    describeInstanceStatus(
        client: EcsClient,
        request: DescribeInstanceStatusRequest,
        timeoutMs: number,
    ): Promise<unknown>;
}

let loaded: AlicloudSdk | undefined;

/**
 * Loads the official SDK. It costs some 0.4 s and 65 MB, so this is the one place that loads it, at the first request
 * and not before.
 */
export function loadAlicloudSdk(): AlicloudSdk {
    return (loaded ??= wrap(require("@alicloud/ecs20140526") as EcsModule));
}

function wrap(ecs: EcsModule): AlicloudSdk {
    routeThroughProxies();

    /** The SDK's client, which lets the answer be seen as it came: its model drops an error that comes with HTTP 200. */
    class ClientWithRawBody extends ecs.default {
        override async callApi(...[params, request, runtime]: Parameters<CallApi>): ReturnType<CallApi> {
            params.bodyType = "string"; // the SDK itself reads an answer as JSON only, though the API knows XML too
            const answer = await super.callApi(params, request, runtime);
            const body = readAnswer(answer["body"] as string);
            noteBody(body);
            return { ...answer, body };
        }
    }

    return {
        createClient: ({ regionId, endpoint, protocol, signWith }) =>
            new ClientWithRawBody({
                regionId,
                ...(endpoint === undefined ? {} : { endpoint }),
                protocol,
                userAgent: `pulumi-alicloud-instance-status/${VERSION}`,
                credential: { getCredential: async () => ({ ...(await signWith()), providerName: undefined }) },
            } as unknown as ClientConfig),

        describeInstanceStatus: (client, request, timeoutMs) =>
            client.describeInstanceStatusWithOptions(
                // the SDK drops an empty list, and ECS then answers for the whole region: the port forbids one
                new ecs.DescribeInstanceStatusRequest({
                    regionId: request.regionId,
                    zoneId: request.zoneId,
                    clusterId: request.clusterId,
                    instanceId: request.instanceIds,
                    pageNumber: request.pageNumber,
                    pageSize: request.pageSize,
                }),
                // both, because what the SDK calls connectTimeout also ends an answer that pauses; no retry of its own
                { connectTimeout: timeoutMs, readTimeout: timeoutMs } as unknown as Runtime,
            ),
    };
}
