import { ArgumentReader } from "../arguments/argument-reader";
import { checkedInputs } from "../resource/checked-inputs";
import type { CheckedInputs, ResourceContext, ResourceState } from "../resource/resource-context";
import { STATUSES_ARGUMENTS } from "./statuses-properties";

/** Checks the arguments of `InstanceStatuses`, without a request. */
export function checkStatuses(news: ResourceState, context: ResourceContext): CheckedInputs {
    return checkedInputs(news, context, () => {
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
}
