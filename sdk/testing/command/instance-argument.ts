import { invalid } from "../checks/check";
import { DURATION } from "../instances/duration";
import type { EmulatedInstance, ScriptStep } from "../instances/emulated-instance";
import { INSTANCE_ID, REGION_ID } from "../instances/ids";
import { LiveInstance } from "../instances/live-instance";

const EXPECTED =
    "id[@region[/zone]][=status[:duration,status…]], such as i-1, i-1@cn-beijing=Stopped or i-1=Pending:2s,Starting:5s,Running";

const EXPECTED_JSON = 'an instance in JSON, such as {"instanceId": "i-1", "tags": {"role": "web"}}';

const PARTS = /^([^@=]+)(?:@([^/=]+)(?:\/([^=]+))?)?(?:=(.+))?$/;

/**
 * Parses the value of `--instance`: an id, optionally its region, zone and sequence of statuses; or in JSON any properties
 * of an instance.
 *
 * @throws TypeError
 */
export function readInstance(text: string): EmulatedInstance {
    if (text.startsWith("{")) {
        return readJson(text);
    }
    const [, instanceId = "", regionId, zoneId, script] = PARTS.exec(text) ?? [];
    if (!INSTANCE_ID.accepts(instanceId) || (regionId !== undefined && !REGION_ID.accepts(regionId))) {
        throw invalid("--instance", EXPECTED, text);
    }
    return { instanceId, regionId, zoneId, script: script === undefined ? undefined : readScript(script, text) };
}

function readJson(text: string): EmulatedInstance {
    let instance: EmulatedInstance;
    try {
        instance = JSON.parse(text) as EmulatedInstance;
    } catch {
        throw invalid("--instance", EXPECTED_JSON, text);
    }
    try {
        new LiveInstance(instance, "", 0);
    } catch (error) {
        throw new TypeError(`--instance: ${(error as Error).message}`, { cause: error });
    }
    return instance;
}

function readScript(script: string, text: string): ScriptStep[] {
    const steps = script.split(",");
    return steps.map((step, index) => {
        const [status = "", lasts, ...rest] = step.split(":");
        const isLast = index === steps.length - 1;
        const hasDuration = lasts === undefined ? isLast : DURATION.accepts(lasts);
        if (status === "" || rest.length > 0 || !hasDuration) {
            throw invalid("--instance", EXPECTED, text);
        }
        return lasts === undefined ? [status] : [status, lasts];
    });
}
