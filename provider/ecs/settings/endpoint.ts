import { HIDDEN, InvalidArgumentError } from "../../errors/invalid-argument-error";

const ENDPOINT_PATTERN = /^(?:\[[0-9a-fA-F:]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?$/;
/** The part of an invalid endpoint that may be shown: scheme, host and port. A token may stand in the rest. */
const SHOWN = /^(?:https?:\/\/)?(?:\[[0-9a-fA-F:]*\]?|[A-Za-z0-9.-]*)(?::\d*)?/;
const LOOPBACK_WITH_PORT = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]):\d+$/i;

/** Whether plain HTTP is the default for this endpoint, and short poll intervals are allowed: it is this machine. */
export function isLoopback(endpoint: string | undefined): boolean {
    return endpoint !== undefined && LOOPBACK_WITH_PORT.test(endpoint);
}

/**
 * Signed requests and tokens go to this host: a value that could lead to another host than it seems to is refused.
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

/** @throws InvalidArgumentError that does not show the address: it may hold a token */
export function hostOfCredentialsUri(uri: string): string {
    try {
        const { protocol, host } = new URL(uri);
        if (protocol === "http:" || protocol === "https:") {
            return host;
        }
    } catch {
        // not an address
    }
    throw new InvalidArgumentError("credentialsUri", HIDDEN, "an http or https address");
}

/** The host of a service in `alicloud:endpoints`, a list of objects in JSON: `[{"ecs": "host"}]`. */
export function endpointOfConfig(service: "ecs" | "sts", json: string | undefined): string | undefined {
    if (json === undefined || json.trim() === "") {
        return undefined;
    }
    const refuse = (): never => {
        throw new InvalidArgumentError(
            "alicloud:endpoints",
            /[@/?#]/.test(json) ? HIDDEN : json, // a password or token may stand around these
            'a list in JSON such as [{"ecs": "host"}]',
        );
    };
    let list: unknown;
    try {
        list = JSON.parse(json);
    } catch {
        return refuse();
    }
    for (const endpoints of Array.isArray(list) ? (list as unknown[]) : [list]) {
        if (typeof endpoints !== "object" || endpoints === null) {
            return refuse();
        }
        const host = (endpoints as Record<string, unknown>)[service] ?? "";
        if (typeof host !== "string") {
            return refuse(); // otherwise another host than the intended one is asked
        }
        if (host !== "") {
            return host;
        }
    }
    return undefined;
}
