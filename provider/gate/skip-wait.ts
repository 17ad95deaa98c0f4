import { InvalidArgumentError } from "../errors/invalid-argument-error";
import type { ResourceContext } from "../resource/resource-context";

/** The configuration key that lets a deployment pass its gates in an emergency. */
export const SKIP_WAIT = "alicloud-instance-status:skipWait";

/** Whether gates do not wait: they warn, and record that they are not satisfied. */
export function skipsWait({ sources }: Pick<ResourceContext, "sources">): boolean {
    return sources.config?.(SKIP_WAIT) === "true";
}

/** The error of an invalid value: the key is set in a hurry, and a mistyped value must not be ignored. */
export function invalidSkipWait({ sources }: Pick<ResourceContext, "sources">): InvalidArgumentError[] {
    const value = sources.config?.(SKIP_WAIT);
    return value === undefined || ["true", "false", ""].includes(value)
        ? []
        : [new InvalidArgumentError(SKIP_WAIT, value, "true or false")];
}
