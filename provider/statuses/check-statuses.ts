import { ArgumentReader } from "../arguments/argument-reader";
import { warnIfSettingsFail } from "../resource/brief-read";
import { checkedInputs } from "../resource/checked-inputs";
import type { CheckedInputs, ResourceContext, ResourceState } from "../resource/resource-context";
import { STATUSES_ARGUMENTS } from "./statuses-properties";

/**
 * Checks the arguments of `InstanceStatuses`, without a request.
 *
 * @param olds - the inputs of the last run; empty for a new resource
 */
export function checkStatuses(olds: ResourceState, news: ResourceState, context: ResourceContext): CheckedInputs {
    const checked = checkedInputs(news, context, () => {
        const reader = new ArgumentReader(news, context.isUnknown);
        reader.refuseUnknown(STATUSES_ARGUMENTS);
        reader.text("zoneId");
        reader.text("clusterId");
        reader.list("triggers");
        if (news["instanceIds"] !== undefined && news["instanceIds"] !== null) {
            reader.instanceIds("instanceIds", 1);
        }
        return reader.errors;
    });
    if (Object.keys(olds).length === 0 && checked.errors.length === 0) {
        warnIfSettingsFail(context);
    }
    return checked;
}
