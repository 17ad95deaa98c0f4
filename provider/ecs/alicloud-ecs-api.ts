import { ATTEMPT_TIMEOUT_MS } from "../domain/defaults";
import { readStatusAnswer } from "./describe-instance-status/answer";
import { queryOf } from "./describe-instance-status/query";
import type { DescribeInstanceStatusRequest, DescribeInstanceStatusResponse, EcsApi } from "./ecs-api";
import { endpointOf } from "./rpc/endpoints";
import type { UnknownBody } from "./rpc/rpc-answer";
import { RpcClient } from "./rpc/rpc-client";
import type { CredentialSource } from "./credentials/credential-source";

/** Where ECS is asked, and with which credentials. */
export interface AlicloudEcsApiOptions {
    readonly regionId: string;
    /** `host[:port]`. Default: the official SDK's endpoint of the region. */
    readonly endpoint?: string | undefined;
    readonly protocol: "http" | "https";
    readonly credentials: CredentialSource;
    readonly attemptTimeoutMs?: number;
}

/** The calls of ECS. Each call of a method is one attempt. */
export class AlicloudEcsApi implements EcsApi {
    readonly #client: RpcClient;

    constructor({
        regionId,
        endpoint = endpointOf(regionId),
        protocol,
        credentials,
        attemptTimeoutMs = ATTEMPT_TIMEOUT_MS,
    }: AlicloudEcsApiOptions) {
        this.#client = new RpcClient({ endpoint, protocol, version: "2014-05-26", credentials, attemptTimeoutMs });
    }

    async describeInstanceStatus(
        request: DescribeInstanceStatusRequest,
        signal?: AbortSignal,
    ): Promise<DescribeInstanceStatusResponse> {
        const operation = {
            action: "DescribeInstanceStatus",
            query: () => queryOf(request),
            read: (body: UnknownBody, secrets: readonly string[]) => readStatusAnswer(request, body, secrets),
        };
        return this.#client.call(operation, signal);
    }
}
