import { ArgumentReader } from "../arguments/argument-reader";
import { parseWaitArguments } from "../arguments/wait-arguments";
import { type Destination, isLoopback } from "../ecs/resolve-connection";
import { checkedInputs } from "../resource/checked-inputs";
import type { CheckedInputs, ResourceContext, ResourceState } from "../resource/resource-context";
import { GATE_ARGUMENTS, wrongSkipWait } from "./gate-properties";

/** Checks the arguments of a gate: before anything happens, and without a request. */
export function checkGate(news: ResourceState, context: ResourceContext): CheckedInputs {
    const { isUnknown } = context;
    return checkedInputs(news, context, (destination: Partial<Destination> | undefined) => {
        const reader = new ArgumentReader(news, isUnknown);
        reader.refuseUnknown(GATE_ARGUMENTS);
        reader.oneOf("onDrift", ["wait", "warn", "ignore"]);
        reader.list("triggers");
        const rules = { allowAbsent: false, allowShortIntervals: isLoopback(destination?.endpoint), isUnknown };
        return [...reader.errors, ...parseWaitArguments(news, rules).errors, ...wrongSkipWait(context)];
    });
}
