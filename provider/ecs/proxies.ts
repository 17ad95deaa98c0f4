import type { Agent } from "node:http";
import { EcsApiError } from "../errors/ecs-api-error";
import { currentCall } from "./in-flight-request";

type Hpagent = typeof import("hpagent");
type Httpx = typeof import("httpx");
type ProxyFromEnv = typeof import("proxy-from-env");

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** This machine, and the metadata service of the instance that this runs on: no proxy leads there. */
const NEVER_PROXIED = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|100\.100\.100\.200)$/i;

/**
 * The proxy by which the environment of this process wants a request to go, `NO_PROXY` considered. As other tools read
 * it, an address without a scheme is one of plain HTTP.
 *
 * @throws EcsApiError - it cannot be used; the value is not shown, for it may hold a password
 */
export function proxyFor(url: string): URL | undefined {
    const { protocol, hostname } = new URL(url);
    const names = [`${protocol.slice(0, -1)}_proxy`, "all_proxy"].flatMap((name) => [name, name.toUpperCase()]);
    const name = names.find((one) => process.env[one]);
    if (name === undefined || NEVER_PROXIED.test(hostname)) {
        return undefined;
    }
    const { getProxyForUrl } = require("proxy-from-env") as ProxyFromEnv;
    if (getProxyForUrl(url) === "") {
        return undefined; // NO_PROXY has it
    }
    const value = process.env[name] ?? "";
    try {
        const proxy = new URL(SCHEME.test(value) ? value : `http://${value}`);
        if (["http:", "https:"].includes(proxy.protocol) && proxy.hostname !== "") {
            return proxy;
        }
    } catch {
        // no address at all
    }
    throw new EcsApiError({
        code: "ProxyNotUsable",
        kind: "invalid",
        message: `${name} is no address of a proxy that speaks HTTP`,
        hint: `set it to an address such as http://proxy.example.com:3128, or list ${hostname} in NO_PROXY`,
    });
}

let routed = false;

/**
 * Sends this package's requests through the proxies of the environment, which the official SDK ignores: it offers no
 * other way in than the client underneath it. Requests that others make with that client stay as they are.
 */
export function routeThroughProxies(): void {
    if (routed) {
        return;
    }
    routed = true;
    const httpx = require("httpx") as Httpx;
    const send = httpx.request;
    httpx.request = (url, options) => {
        const call = currentCall();
        const proxy = call && proxyFor(url);
        if (call === undefined || proxy === undefined) {
            return send(url, options);
        }
        call.proxy = proxy.host;
        return send(url, { ...options, agent: agentFor(url, proxy) });
    };
}

const agents = new Map<string, Agent>();

/** One agent for each proxy, so that a tunnel serves many requests. */
function agentFor(url: string, proxy: URL): Agent {
    const { HttpProxyAgent, HttpsProxyAgent } = require("hpagent") as Hpagent;
    const ProxyAgent = url.startsWith("https:") ? HttpsProxyAgent : HttpProxyAgent;
    const key = `${ProxyAgent.name} ${proxy.href}`;
    let agent = agents.get(key);
    if (agent === undefined) {
        agent = new ProxyAgent({ keepAlive: true, proxy });
        agents.set(key, agent);
    }
    return agent;
}
