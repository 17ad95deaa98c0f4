import { ArgumentReader } from "../arguments/argument-reader";
import { warnIfSettingsFail } from "../resource/brief-read";
import { checkedInputs } from "../resource/checked-inputs";
import type { CheckedInputs, Properties, ResourceContext } from "../resource/resource-context";
import { parseStatuses, STATUSES_ARGUMENTS } from "./statuses";

/** Checks the arguments of `InstanceStatuses`, without a request. */
export function checkStatuses(olds: Properties, news: Properties, context: ResourceContext): CheckedInputs {
    const { errors } = parseStatuses(news, context.isUnknown);
    const names = new ArgumentReader(news, context.isUnknown);
    names.refuseUnknown(STATUSES_ARGUMENTS);
    const checked = checkedInputs(news, context, [...names.errors, ...errors]);
    if (Object.keys(olds).length === 0 && checked.errors.length === 0) {
        warnIfSettingsFail(context);
    }
    return checked;
}
