import { EcsApiError } from "../../errors/ecs-api-error";
import type { SettingSources } from "../connection-settings";

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** This machine, and the metadata service of the instance that this runs on: a proxy cannot reach them. */
const NEVER_PROXIED = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|100\.100\.100\.200)$/i;

/**
 * The proxy that the environment names for a URL, unless `NO_PROXY` lists its host. An address without a scheme is one of
 * plain HTTP, as other tools read it.
 *
 * @throws EcsApiError - the address is invalid; it is not shown, because it may hold a password
 */
export function proxyFor(url: URL, env: SettingSources["env"]): URL | undefined {
    const names = [`${url.protocol.slice(0, -1)}_proxy`, "all_proxy"].flatMap((name) => [name, name.toUpperCase()]);
    const name = names.find((one) => env[one]);
    if (name === undefined || NEVER_PROXIED.test(url.hostname) || isException(url, env)) {
        return undefined;
    }
    const value = env[name] ?? "";
    try {
        const proxy = new URL(SCHEME.test(value) ? value : `http://${value}`);
        if (["http:", "https:"].includes(proxy.protocol) && proxy.hostname !== "") {
            return proxy;
        }
    } catch {
        // not an address
    }
    throw new EcsApiError({
        code: "ProxyNotUsable",
        kind: "invalid",
        message: `${name} is not the address of an HTTP proxy`,
        hint: `set it to an address such as http://proxy.example.com:3128, or list ${url.hostname} in NO_PROXY`,
    });
}

/** Whether `NO_PROXY` lists a host: `host`, `host:port`, a domain as `.example.com` or `*.example.com`, or `*` for all. */
function isException({ protocol, hostname, port }: URL, env: SettingSources["env"]): boolean {
    const list = env["no_proxy"] || env["NO_PROXY"] || "";
    return list
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((entry) => entry !== "")
        .some((entry) => {
            const [, host = entry, onlyPort] = /^(.+):(\d+)$/.exec(entry) ?? [];
            const isOther = onlyPort !== undefined && onlyPort !== (port || (protocol === "https:" ? "443" : "80"));
            const isDomain = /^[.*]/.test(host);
            return !isOther && (isDomain ? hostname.endsWith(host.replace(/^\*/, "")) : hostname === host);
        });
}
