import { HIDDEN, InvalidArgumentError } from "../errors/invalid-argument-error";

const ENDPOINT_PATTERN = /^(?:\[[0-9a-fA-F:]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?$/;
/** What may be shown of an endpoint that is none: scheme, host and port. A token may stand in all that follows. */
const SHOWN = /^(?:https?:\/\/)?(?:\[[0-9a-fA-F:]*\]?|[A-Za-z0-9.-]*)(?::\d*)?/;

/**
 * Signed requests and tokens go to this host: whatever could lead to another one than its reader takes it for is refused.
 *
 * @param name - the setting that it comes from
 * @param example - of the accepted form. Default: one of ECS
 * @throws InvalidArgumentError that shows no more than scheme, host and port
 */
export function checkedEndpoint(name: string, endpoint: string, example = "ecs.cn-hangzhou.aliyuncs.com"): string {
    if (!isEndpoint(endpoint)) {
        throw new InvalidArgumentError(
            name,
            shown(endpoint),
            `\`host\` or \`host:port\`, such as "${example}", without scheme or path`,
        );
    }
    return endpoint;
}

function isEndpoint(value: string): boolean {
    const port = /:(\d+)$/.exec(value)?.[1];
    return ENDPOINT_PATTERN.test(value) && (port === undefined || (Number(port) >= 1 && Number(port) <= 65_535));
}

function shown(endpoint: string): string | typeof HIDDEN {
    if (endpoint.includes("@")) {
        return HIDDEN; // a user and a password may stand before it
    }
    const start = SHOWN.exec(endpoint)?.[0] ?? "";
    return start === endpoint ? endpoint : `${start}…`;
}
