import { checkInputs } from "../resource/check-inputs";
import type { CheckedInputs, Properties, ResourceContext } from "../resource/resource-context";
import { parseStatuses, STATUSES_ARGUMENTS } from "./statuses";

/** Checks the arguments of `InstanceStatuses`, without a request. */
export function checkStatuses(olds: Properties, news: Properties, context: ResourceContext): CheckedInputs {
    const { errors } = parseStatuses(news, context.isUnknown);
    return checkInputs(olds, news, context, { names: STATUSES_ARGUMENTS, errors, asksEcs: true });
}
