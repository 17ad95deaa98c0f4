import { ATTEMPT_TIMEOUT_MS } from "../domain/defaults";
import { describeInstanceStatus } from "./calls/describe-instance-status/call";
import { describeInstances } from "./calls/describe-instances/call";
import { describeInstancesFullStatus } from "./calls/describe-instances-full-status/call";
import type { CredentialSource } from "./credentials/credential-source";
import type { EcsApi } from "./ecs-api";
import { endpointOf } from "./rpc/endpoints";
import { RpcClient } from "./rpc/rpc-client";
import type { Destination } from "./settings/find-destination";
import { Transport } from "./transport/transport";

/** Where ECS is asked, and with which credentials. */
export interface AlicloudEcsApiOptions extends Destination {
    readonly credentials: CredentialSource;
    /** Default: one without proxies. */
    readonly transport?: Transport;
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
        transport = new Transport({}),
        attemptTimeoutMs = ATTEMPT_TIMEOUT_MS,
    }: AlicloudEcsApiOptions) {
        this.#client = new RpcClient({
            endpoint,
            protocol,
            version: "2014-05-26",
            credentials,
            transport,
            attemptTimeoutMs,
        });
    }

    readonly describeInstanceStatus: EcsApi["describeInstanceStatus"] = (...args) =>
        this.#client.call(describeInstanceStatus, ...args);

    readonly describeInstancesFullStatus: EcsApi["describeInstancesFullStatus"] = (...args) =>
        this.#client.call(describeInstancesFullStatus, ...args);

    readonly describeInstances: EcsApi["describeInstances"] = (...args) =>
        this.#client.call(describeInstances, ...args);
}
