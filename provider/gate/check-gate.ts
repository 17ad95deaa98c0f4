import { ArgumentReader } from "../arguments/argument-reader";
import { parseWaitArguments } from "../arguments/wait-arguments";
import { type Destination, isLoopback } from "../ecs/resolve-connection";
import { warnIfSettingsFail } from "../resource/brief-read";
import { checkedInputs } from "../resource/checked-inputs";
import type { CheckedInputs, ResourceContext, ResourceState } from "../resource/resource-context";
import { GATE_ARGUMENTS, skipsWait, wrongSkipWait } from "./gate-properties";

/**
 * Checks the arguments of a gate: before anything happens, and without a request.
 *
 * @param olds - the inputs of the last run; empty for a new gate
 */
export function checkGate(olds: ResourceState, news: ResourceState, context: ResourceContext): CheckedInputs {
    const { isUnknown } = context;
    const checked = checkedInputs(news, context, (destination: Partial<Destination> | undefined) => {
        const reader = new ArgumentReader(news, isUnknown);
        reader.refuseUnknown(GATE_ARGUMENTS);
        reader.oneOf("onDrift", ["wait", "warn", "ignore"]);
        reader.list("triggers");
        const rules = { allowAbsent: false, allowShortIntervals: isLoopback(destination?.endpoint), isUnknown };
        return [...reader.errors, ...parseWaitArguments(news, rules).errors, ...wrongSkipWait(context)];
    });
    if (Object.keys(olds).length === 0 && checked.errors.length === 0 && asksEcs(news, context)) {
        warnIfSettingsFail(context);
    }
    return checked;
}

/** Whether a wait of this gate sends any request. */
export function asksEcs({ instanceIds }: ResourceState, context: ResourceContext): boolean {
    return !skipsWait(context) && !(Array.isArray(instanceIds) && instanceIds.length === 0);
}
