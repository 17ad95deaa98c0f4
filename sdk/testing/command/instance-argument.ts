import { isRegionId } from "../calls/describe-instance-status";
import { parseDurationMs } from "../instances/duration";
import type { EmulatedInstance, ScriptStep } from "../instances/emulated-instance";
import { isInstanceId } from "../calls/request-parameters";
import { argumentError } from "./command-line-error";

const ACCEPTED =
    "id[@region[/zone]][=status[:duration,status…]], such as i-1, i-1@cn-beijing=Stopped or i-1=Pending:2s,Starting:5s,Running";

const PARTS = /^([^@=]+)(?:@([^/=]+)(?:\/([^=]+))?)?(?:=(.+))?$/;

/**
 * Reads one `--instance`: an id, perhaps where it is, perhaps its statuses one after another.
 *
 * @throws CommandLineError
 */
export function readInstance(text: string): EmulatedInstance {
    const [, instanceId = "", regionId, zoneId, script] = PARTS.exec(text) ?? [];
    if (!isInstanceId(instanceId) || (regionId !== undefined && !isRegionId(regionId))) {
        throw argumentError("--instance", ACCEPTED, text);
    }
    return { instanceId, regionId, zoneId, script: script === undefined ? undefined : readScript(script, text) };
}

function readScript(script: string, text: string): ScriptStep[] {
    const steps = script.split(",");
    return steps.map((step, index) => {
        const [status = "", lasts, ...rest] = step.split(":");
        const isLast = index === steps.length - 1;
        if (status === "" || rest.length > 0 || (lasts === undefined ? !isLast : !isDuration(lasts))) {
            throw argumentError("--instance", ACCEPTED, text);
        }
        return lasts === undefined ? [status] : [status, lasts];
    });
}

function isDuration(text: string): boolean {
    try {
        parseDurationMs("", text);
        return true;
    } catch {
        return false;
    }
}
