import type { Operation } from "../calls/operation";
import { OPERATIONS } from "../calls/operations";
import { requireValue } from "../calls/parameters";
import type { EmulatorSettings } from "../emulator-options";
import { InstanceRegistry } from "../instances/instance-registry";
import { Authenticator } from "../signatures/authenticator";
import { errorAnswer, successAnswer } from "./answer";
import type { Answer } from "./answer";
import type { ApiCall } from "./api-call";
import { ApiError, notValid } from "./api-error";
import { Quota } from "./quota";

const VERSION = "2014-05-26";

/** ECS and the gateway in front of it: the correct answer to a call. Knows nothing of connections and faults. */
export class Gateway {
    readonly registry: InstanceRegistry;
    readonly authenticator: Authenticator;
    readonly #quota: Quota;

    constructor(private readonly settings: EmulatorSettings) {
        this.registry = new InstanceRegistry(settings);
        this.authenticator = new Authenticator(settings);
        this.#quota = new Quota(settings);
    }

    answer(call: ApiCall, now: number): Answer {
        try {
            const operation = this.#admit(call, now);
            return successAnswer(call, operation.answer(call.parameters, this.registry, now));
        } catch (error) {
            if (error instanceof ApiError) {
                return errorAnswer(call, error);
            }
            throw error;
        }
    }

    /** Authentication, operation and quota, in this order. */
    #admit(call: ApiCall, now: number): Operation {
        const { verifySignatures, allowUnsigned } = this.settings;
        if (call.method !== "GET" && call.method !== "POST") {
            throw new ApiError("UnsupportedHTTPMethod");
        }
        if (verifySignatures && !(allowUnsigned && call.signature === "none")) {
            this.authenticator.check(call, now);
        }
        const operation = findOperation(call);
        this.#quota.take(call.parameters.get("RegionId") ?? "", operation.action, now);
        return operation;
    }
}

function findOperation({ action, version }: ApiCall): Operation {
    const operation = OPERATIONS.get(requireValue("Action", action));
    if (operation === undefined) {
        throw new ApiError("InvalidAction");
    }
    if (requireValue("Version", version) !== VERSION) {
        throw new ApiError("InvalidParameter", { httpStatus: 400, message: notValid("Action or Version") });
    }
    return operation;
}
