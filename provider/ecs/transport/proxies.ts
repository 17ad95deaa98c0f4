import { getProxyForUrl } from "proxy-from-env";
import { EcsApiError } from "../../errors/ecs-api-error";

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** This machine, and the metadata service of the instance that this runs on: a proxy cannot reach them. */
const NEVER_PROXIED = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|100\.100\.100\.200)$/i;

/**
 * The proxy that the environment of this process names for a URL, unless `NO_PROXY` lists its host. An address without a
 * scheme is one of plain HTTP, as other tools read it.
 *
 * @throws EcsApiError - the address is invalid; it is not shown, because it may hold a password
 */
export function proxyFor({ protocol, hostname, href }: URL): URL | undefined {
    const names = [`${protocol.slice(0, -1)}_proxy`, "all_proxy"].flatMap((name) => [name, name.toUpperCase()]);
    const name = names.find((one) => process.env[one]);
    if (name === undefined || NEVER_PROXIED.test(hostname)) {
        return undefined;
    }
    if (getProxyForUrl(href) === "") {
        return undefined; // NO_PROXY lists it
    }
    const value = process.env[name] ?? "";
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
        hint: `set it to an address such as http://proxy.example.com:3128, or list ${hostname} in NO_PROXY`,
    });
}
