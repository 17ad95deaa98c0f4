import http, { type Agent } from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import { TransportFault } from "./transport-fault";

/** An option of a request that goes through a tunnel. */
export interface TunnelOptions {
    /** Ends the opening of the tunnel: the request cannot do so while it has no connection. */
    readonly givenUp?: AbortSignal;
}

type Done = (error: Error | null, socket?: Duplex) => void;
type Connect = (options: object, done?: Done) => Duplex | null | undefined;

/** Makes the connections of an agent tunnels through this proxy. */
export function tunnelThrough(proxy: URL, agent: Agent): Agent {
    const connect = agent.createConnection.bind(agent) as Connect;
    const isTls = agent instanceof https.Agent;
    agent.createConnection = (options: http.RequestOptions & TunnelOptions, done: Done) => {
        openTunnel(proxy, options)
            .then((tunnel) => (isTls ? (connect({ ...options, socket: tunnel }) as Duplex) : tunnel))
            .then((socket) => done(null, socket), done);
    };
    return agent;
}

/** @throws TransportFault that names the proxy */
async function openTunnel(proxy: URL, { host, port, givenUp }: http.RequestOptions & TunnelOptions): Promise<Duplex> {
    const target = `${host?.includes(":") === true ? `[${host}]` : host}:${port}`;
    const request = (proxy.protocol === "https:" ? https : http).request({
        method: "CONNECT",
        host: proxy.hostname.replace(/^\[|\]$/g, ""),
        port: proxy.port || (proxy.protocol === "https:" ? 443 : 80),
        path: target,
        headers: { host: target, ...authorization(proxy) },
        agent: false,
    });
    const giveUp = (): void => void request.destroy();
    givenUp?.addEventListener("abort", giveUp, { once: true });
    try {
        return await new Promise((resolve, reject) => {
            request.once("connect", ({ statusCode = 0 }: http.IncomingMessage, socket: Duplex) => {
                if (statusCode === 200) {
                    resolve(socket);
                    return;
                }
                socket.destroy();
                reject(new TransportFault(`Proxy${statusCode}`, { proxy: proxy.host, proxyStatus: statusCode }));
            });
            request.once("error", (error) => reject(TransportFault.from(error, proxy.host)));
            request.end();
        });
    } finally {
        givenUp?.removeEventListener("abort", giveUp);
    }
}

function authorization({ username, password }: URL): Record<string, string> {
    if (username === "" && password === "") {
        return {};
    }
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}
