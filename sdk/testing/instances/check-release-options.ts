import { checkMembers } from "../accepted";
import { parseDurationMs } from "./duration";
import type { ReleaseOptions } from "./release-options";

/** @throws TypeError that names the option, what is accepted and what was given */
export function checkReleaseOptions(options: ReleaseOptions): void {
    // the form of a duration is checked where it is read
    checkMembers("options", options, { listedFor: { form: "a duration", takes: () => true } });
    if (options.listedFor !== undefined) {
        parseDurationMs("listedFor", options.listedFor);
    }
}
