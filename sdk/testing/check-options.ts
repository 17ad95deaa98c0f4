import {
    checkMembers,
    FLAG,
    FUNCTION,
    isFilledText,
    listOf,
    milliseconds,
    orInfinity,
    wholeNumber,
    type Accepted,
    type AcceptedMembers,
} from "./accepted";
import { checkInstance } from "./instances/check-instance";
import { isRegionId } from "./calls/describe-instance-status";
import type { EcsEmulatorOptions, EmulatorCredentials } from "./emulator-options";
import { repeatedId } from "./instances/repeated-id";
import { showValue } from "./show-value";
import { MAX_DELAY_MS } from "./server/timers";

export const KEY_FORM = "a text that is not empty, without blanks at its ends or control characters";

/** What a client would trim or could not send is a key that no request ever brings. */
const KEY: Accepted = {
    form: KEY_FORM,
    takes: isKey,
    isSecret: true,
};

const ACCEPTED_CREDENTIALS: AcceptedMembers<EmulatorCredentials> = {
    accessKey: { ...KEY, isRequired: true },
    secretKey: { ...KEY, isRequired: true },
    securityToken: KEY,
};

const ACCEPTED: AcceptedMembers<EcsEmulatorOptions> = {
    // one by one below
    instances: listOf("a list of instances", () => true),
    regionId: { form: 'a region such as "cn-hangzhou"', takes: isRegionId },
    regions: listOf('a list of regions such as "cn-hangzhou"', isRegionId),
    zones: listOf('a list of zones such as "cn-hangzhou-a"', isFilledText),
    accessKey: KEY,
    secretKey: KEY,
    securityToken: KEY,
    verifySignatures: FLAG,
    allowUnsigned: FLAG,
    accessKeyNotFoundStatus: { form: "400 or 404", takes: (value) => value === 400 || value === 404 },
    quotaPerMinute: orInfinity(wholeNumber(0)),
    retryAfterHeader: FLAG,
    latencyMs: milliseconds(MAX_DELAY_MS),
    onRequest: FUNCTION,
    port: wholeNumber(0, 65_535),
    now: FUNCTION,
};

/** @throws TypeError that names the option, what is accepted and what was given; keys and tokens are not shown */
export function checkOptions(options: EcsEmulatorOptions): void {
    checkMembers("options", options, ACCEPTED);
    const { instances = [] } = options;
    for (const [index, instance] of instances.entries()) {
        checkInstance(instance, `instances[${index}]`);
    }
    const again = repeatedId(instances);
    if (again !== undefined) {
        const id = showValue(instances[again]?.instanceId);
        throw new TypeError(`instances[${again}].instanceId: expected an id that was not named before, got ${id}`);
    }
}

/** @throws TypeError that names the member and what is accepted; keys and tokens are not shown */
export function checkCredentials(credentials: EmulatorCredentials): void {
    checkMembers("credentials", credentials, ACCEPTED_CREDENTIALS);
}

export function isKey(value: unknown): boolean {
    return isFilledText(value) && !/^\s|\s$|[\u0000-\u001f\u007f]/.test(value);
}
