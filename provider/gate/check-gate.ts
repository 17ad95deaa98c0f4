import { checkInputs } from "../resource/check-inputs";
import type { CheckedInputs, Properties, ResourceContext } from "../resource/resource-context";
import { type Gate, GATE_ARGUMENTS, parseGate } from "./gate";
import { invalidSkipWait, skipsWait } from "./skip-wait";

/** Checks the arguments of a gate, before anything happens. */
export function checkGate(olds: Properties, news: Properties, context: ResourceContext): CheckedInputs {
    const { gate, errors } = parseGate(news, context.isUnknown);
    return checkInputs(olds, news, context, {
        names: GATE_ARGUMENTS,
        errors: [...errors, ...invalidSkipWait(context)],
        asksEcs: gate !== undefined && asksEcs(gate, context),
    });
}

/** Whether a wait of this gate sends any request. */
export function asksEcs({ needsAnswers }: Gate, context: ResourceContext): boolean {
    return needsAnswers && !skipsWait(context);
}
