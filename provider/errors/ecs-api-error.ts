import { InstanceStatusError } from "./instance-status-error";

/**
 * The kind of an API error:
 * `throttled` ask again later · `transient` ask again · `denied` the identity lacks the permission · `credentials` the
 * identity is not accepted · `invalid` the request is refused, or the answer cannot be understood.
 */
export type EcsErrorKind = "throttled" | "transient" | "denied" | "credentials" | "invalid";

/** The details of a failed request. */
export interface EcsApiErrorDetails {
    readonly code: string;
    readonly kind: EcsErrorKind;
    readonly message: string;
    /** The call that ECS refused, such as `DescribeInstanceStatus`. Its permission and its quota have the same name. */
    readonly action?: string | undefined;
    readonly httpStatus?: number | undefined;
    readonly requestId?: string | undefined;
    /** After how many milliseconds the server accepts the next request (`x-acs-retry-after`). */
    readonly retryAfterMs?: number | undefined;
    readonly hint?: string | undefined;
    readonly cause?: unknown;
}

/** A request that ECS refused, or that got no usable answer. */
export class EcsApiError extends InstanceStatusError {
    readonly kind: EcsErrorKind;
    readonly httpStatus: number | undefined;
    readonly requestId: string | undefined;
    readonly retryAfterMs: number | undefined;
    /** The message of ECS, or of the fault that prevented an answer. */
    readonly rawMessage: string;
    readonly #details: EcsApiErrorDetails;

    constructor(details: EcsApiErrorDetails) {
        super(details.code, render(details), { cause: details.cause });
        this.#details = details;
        this.kind = details.kind;
        this.httpStatus = details.httpStatus;
        this.requestId = details.requestId;
        this.retryAfterMs = details.retryAfterMs;
        this.rawMessage = details.message;
    }

    /** A copy of the error for each wait that shares the request. It names the instance if the error is about one. */
    copy(instanceId?: string): EcsApiError {
        const { message, ...details } = this.#details;
        return new EcsApiError({
            ...details,
            message: instanceId === undefined ? message : `${message} (${instanceId})`,
        });
    }
}

function render({ code, kind, message, action, httpStatus, requestId, hint }: EcsApiErrorDetails): string {
    const lines = [`[${kind}] ${code}: ${message}`];
    const where = [
        httpStatus === undefined ? "" : `HTTP ${httpStatus}`,
        requestId ? `request ${requestId}` : "",
    ].filter(Boolean);
    if (where.length > 0) {
        lines.push(`  answer   ${where.join(", ")}`);
    }
    const advice = hint ?? hintFor(kind, action);
    if (advice) {
        lines.push(`  try      ${advice}`);
    }
    return lines.join("\n");
}

function hintFor(kind: EcsErrorKind, action: string | undefined): string | undefined {
    switch (kind) {
        case "denied":
            return `allow the action in a RAM policy of this identity${
                action === undefined ? "" : `: { "Effect": "Allow", "Action": "ecs:${action}", "Resource": "*" }`
            }`;
        case "credentials":
            return "check the access key, its secret and token: do they belong together and to this account, and are they still valid?";
        case "throttled":
            return `other clients of this account use up ${quotaOf(action)} in this region: ask less often, or later`;
        case "transient":
        case "invalid":
            return undefined;
    }
}

function quotaOf(action: string | undefined): string {
    return action === undefined ? "its quota" : `the quota of ${action}`;
}
