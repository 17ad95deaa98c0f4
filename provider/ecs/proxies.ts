import type { Agent } from "node:http";
import { HIDDEN, InvalidArgumentError } from "../errors/invalid-argument-error";
import { isTracked } from "./in-flight-request";

type Hpagent = typeof import("hpagent");
type Httpx = typeof import("httpx");
type ProxyFromEnv = typeof import("proxy-from-env");

const VARIABLES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** This machine, and the metadata service of the instance that this runs on: no proxy leads there. */
const NEVER_PROXIED = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|100\.100\.100\.200)$/i;

/**
 * Looks at the proxies that the environment names, used or not.
 *
 * @throws InvalidArgumentError that does not show the value: it may hold a password
 */
export function checkProxies(env: Readonly<Record<string, string | undefined>>): void {
    for (const name of VARIABLES) {
        const value = env[name];
        if (value && !isHttpAddress(value)) {
            throw new InvalidArgumentError(
                name,
                HIDDEN,
                'an address such as "http://proxy.example.com:3128", of a proxy that speaks HTTP',
            );
        }
    }
}

function isHttpAddress(value: string): boolean {
    try {
        const { protocol, hostname } = new URL(withScheme(value));
        return (protocol === "http:" || protocol === "https:") && hostname !== "";
    } catch {
        return false;
    }
}

/** As other tools read it, an address without a scheme is one of plain HTTP. */
function withScheme(proxy: string): string {
    return SCHEME.test(proxy) ? proxy : `http://${proxy}`;
}

/** The proxy by which the environment of this process wants a request to go, `NO_PROXY` considered. */
export function proxyFor(url: string): string | undefined {
    const { protocol, hostname } = new URL(url);
    if (NEVER_PROXIED.test(hostname)) {
        return undefined;
    }
    const { getProxyForUrl } = require("proxy-from-env") as ProxyFromEnv;
    const found = getProxyForUrl(url);
    // to an address without a scheme the library gives that of the request
    const bare = found.replace(SCHEME, "");
    const proxy = VARIABLES.some((name) => process.env[name] === bare) ? withScheme(bare) : found;
    return proxy === "" || !["http:", "https:"].includes(protocol) ? undefined : proxy;
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
        const proxy = isTracked() ? proxyFor(url) : undefined;
        return send(url, proxy === undefined ? options : { ...options, agent: agentFor(url, proxy) });
    };
}

const agents = new Map<string, Agent>();

/** One agent for each proxy, so that a tunnel serves many requests. */
function agentFor(url: string, proxy: string): Agent {
    const { HttpProxyAgent, HttpsProxyAgent } = require("hpagent") as Hpagent;
    const ProxyAgent = url.startsWith("https:") ? HttpsProxyAgent : HttpProxyAgent;
    const key = `${ProxyAgent.name} ${proxy}`;
    let agent = agents.get(key);
    if (agent === undefined) {
        agent = new ProxyAgent({ keepAlive: true, proxy });
        agents.set(key, agent);
    }
    return agent;
}
