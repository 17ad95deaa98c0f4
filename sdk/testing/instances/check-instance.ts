import { checkMembers, FILLED_TEXT, type Accepted, type AcceptedMembers } from "../accepted";
import { isRegionId } from "../calls/describe-instance-status";
import type { EmulatedInstance } from "./emulated-instance";
import { isInstanceId } from "../calls/request-parameters";

const STATUS: Accepted = { ...FILLED_TEXT, form: 'a status such as "Running"' };

const ACCEPTED: AcceptedMembers<EmulatedInstance> = {
    instanceId: { form: 'an id such as "i-bp1example"', takes: isInstanceId, isRequired: true },
    regionId: { form: 'a region such as "cn-hangzhou"', takes: isRegionId },
    zoneId: FILLED_TEXT,
    clusterId: FILLED_TEXT,
    status: STATUS,
    // steps and durations are checked where they are read
    script: { form: 'steps such as [["Pending", "2s"], ["Running"]]', takes: Array.isArray },
    visibleAfter: { form: 'a duration such as "500ms", "2s" or "1m30s"', takes: () => true },
};

/**
 * @param place - where the instance is, if it is one of many: what an error begins with
 * @throws TypeError that names the member, what is accepted and what was given
 */
export function checkInstance(instance: EmulatedInstance, place?: string): void {
    checkMembers(place ?? "instance", instance, ACCEPTED, place === undefined ? "" : `${place}.`);
}

/** @throws TypeError */
export function checkStatus(status: string): void {
    checkMembers("status", { status }, { status: { ...STATUS, isRequired: true } });
}
