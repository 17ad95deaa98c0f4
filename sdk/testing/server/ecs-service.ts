import { randomUUID } from "node:crypto";

import { errorAnswer, successAnswer, type Answer } from "./answer";
import type { ApiCall } from "./api-call";
import { ApiError } from "./api-error";
import { Authenticator } from "../signatures/authenticator";
import { describeInstanceStatus, type KnownPlaces } from "../calls/describe-instance-status";
import type { EcsEmulatorOptions, EmulatorCredentials } from "../emulator-options";
import { InstanceRegistry } from "../instances/instance-registry";
import { Quota } from "./quota";
import { checkParameters, requireValue } from "../calls/request-parameters";

const ACTION = "DescribeInstanceStatus";
const VERSION = "2014-05-26";

/** ECS behind its gateway: a call in, the right answer out. Knows nothing of sockets or faults. */
export class EcsService {
    readonly registry: InstanceRegistry;
    readonly authenticator: Authenticator;
    readonly #quota: Quota;
    readonly #places: KnownPlaces;
    readonly #verifySignatures: boolean;
    readonly #allowUnsigned: boolean;

    constructor(options: EcsEmulatorOptions, regionId: string, credentials: EmulatorCredentials) {
        this.registry = new InstanceRegistry(regionId);
        this.authenticator = new Authenticator(credentials, options.accessKeyNotFoundStatus ?? 404);
        this.#quota = new Quota(options.quotaPerMinute, options.retryAfterHeader ?? false);
        this.#places = { regions: options.regions, zones: options.zones ?? [] };
        this.#verifySignatures = options.verifySignatures ?? true;
        this.#allowUnsigned = options.allowUnsigned ?? false;
    }

    answer(call: ApiCall, requestId: string, now: number): Answer {
        try {
            this.#admit(call, now);
            const parameters = checkParameters(call.parameters);
            const content = describeInstanceStatus(parameters, this.registry, this.#places, now);
            return successAnswer(call, requestId, content);
        } catch (error) {
            if (error instanceof ApiError) {
                return errorAnswer(call, requestId, error);
            }
            throw error;
        }
    }

    /** What the gateway decides before the operation sees anything. */
    #admit(call: ApiCall, now: number): void {
        if (call.method !== "GET" && call.method !== "POST") {
            throw new ApiError("UnsupportedHTTPMethod");
        }
        if (this.#verifySignatures && !(this.#allowUnsigned && call.signature === "none")) {
            this.authenticator.check(call, now);
        }
        checkOperation(call);
        this.#quota.take(call.parameters.get("RegionId") ?? "", ACTION, now);
    }
}

export function newRequestId(): string {
    return randomUUID().toUpperCase();
}

function checkOperation({ action, version }: ApiCall): void {
    if (requireValue("Action", action) !== ACTION) {
        throw new ApiError("InvalidAction");
    }
    if (requireValue("Version", version) !== VERSION) {
        throw new ApiError("InvalidParameter", {
            message: "The specified parameter “Action or Version” is not valid.",
        });
    }
}
