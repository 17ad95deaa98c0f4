import { InstanceStatusError } from "./instance-status-error";

/**
 * The error as an InstanceStatusError. Any other error is a bug of this package: it must neither look like an answer of
 * ECS nor let a gate pass, and becomes an internal fault.
 */
export function knownError(error: unknown): InstanceStatusError {
    return error instanceof InstanceStatusError
        ? error
        : new InstanceStatusError("InternalFault", `[internal fault] ${String(error)}`, { cause: error });
}
