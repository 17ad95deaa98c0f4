import * as rules from "../checks/rules";
import { UTC_TIME } from "../checks/utc-time";

/** A scheduled system event of an instance, as DescribeInstancesFullStatus answers it. */
export interface EmulatedEvent {
    /** Default: a made-up one, unique for the instance: `e-web-1`, `e-web-2` … for `i-web`. */
    readonly eventId?: string | undefined;
    /** For example `SystemMaintenance.Reboot` or `InstanceExpiration.Stop`. Any other string is answered unchanged. */
    readonly type: string;
    /** When it was published: a UTC time such as `"2026-11-26T10:00:00Z"`. Default: when it was added. */
    readonly publishTime?: string | undefined;
    /** When it is executed at the earliest, in the same form. Default: `publishTime`. */
    readonly notBefore?: string | undefined;
    /** Default: empty. */
    readonly reason?: string | undefined;
    /** Default `"100"`. */
    readonly impactLevel?: string | undefined;
}

const EVENT_TYPE: rules.Rule = {
    ...rules.NON_EMPTY_STRING,
    expected: 'an event type such as "SystemMaintenance.Reboot"',
};

export const EVENT_RULES: rules.Rules<EmulatedEvent> = {
    eventId: rules.NON_EMPTY_STRING,
    type: rules.required(EVENT_TYPE),
    publishTime: UTC_TIME,
    notBefore: UTC_TIME,
    reason: rules.STRING,
    impactLevel: rules.STRING,
};
