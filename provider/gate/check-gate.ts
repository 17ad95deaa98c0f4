import { ArgumentReader } from "../arguments/argument-reader";
import { warnIfSettingsFail } from "../resource/brief-read";
import { checkedInputs } from "../resource/checked-inputs";
import type { CheckedInputs, Properties, ResourceContext } from "../resource/resource-context";
import { type Gate, GATE_ARGUMENTS, parseGate } from "./gate";
import { invalidSkipWait, skipsWait } from "./skip-wait";

/** Checks the arguments of a gate, before anything happens. */
export function checkGate(olds: Properties, news: Properties, context: ResourceContext): CheckedInputs {
    const names = new ArgumentReader(news, context.isUnknown);
    names.refuseUnknown(GATE_ARGUMENTS);
    const { gate, errors } = parseGate(news, context.isUnknown);
    const checked = checkedInputs(news, context, [...names.errors, ...errors, ...invalidSkipWait(context)]);
    const isNew = Object.keys(olds).length === 0;
    if (isNew && checked.errors.length === 0 && (gate === undefined || asksEcs(gate, context))) {
        warnIfSettingsFail(context);
    }
    return checked;
}

/** Whether a wait of this gate sends any request. */
export function asksEcs({ needsAnswers }: Gate, context: ResourceContext): boolean {
    return needsAnswers && !skipsWait(context);
}
