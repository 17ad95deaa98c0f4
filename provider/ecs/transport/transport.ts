import http, {
    type Agent,
    type ClientRequest,
    type IncomingHttpHeaders,
    type IncomingMessage,
    type RequestOptions,
} from "node:http";
import https from "node:https";
import type { SettingSources } from "../connection-settings";
import { proxyFor } from "./proxies";
import { TransportFault } from "./transport-fault";
import { tunnelThrough, type TunnelOptions } from "./tunnel-agent";

/** A larger answer is not read: no answer to the calls of this package comes near to it. */
const LARGEST_ANSWER_BYTES = 10 * 1024 * 1024;

/** One request over HTTP. */
export interface HttpRequest {
    readonly method: "GET" | "POST" | "PUT";
    readonly url: URL;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
}

/** A whole answer, with any status. */
export interface HttpAnswer {
    readonly status: number;
    readonly headers: IncomingHttpHeaders;
    readonly text: string;
}

/**
 * Sends requests over HTTP, through a proxy where the environment names one. It keeps open connections and tunnels for
 * later requests.
 */
export class Transport {
    readonly #env: SettingSources["env"];
    /** By protocol, and the proxy behind it. */
    readonly #agents = new Map<string, Agent>();

    /** @param env - the environment that may name proxies */
    constructor(env: SettingSources["env"]) {
        this.#env = env;
    }

    /**
     * Makes one attempt. Redirects are not followed.
     *
     * @param signal - ends the attempt and closes its connection; the promise then rejects with the signal's reason
     * @throws TransportFault - no whole answer came
     * @throws EcsApiError - the address of the proxy is invalid
     */
    async send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
        signal.throwIfAborted();
        const options = { ...optionsOf(request), agent: this.#agentFor(request.url), givenUp: signal };
        return new Promise((resolve, reject) => {
            const outgoing = open(request.url, options);
            const settle = (finish: () => void): void => {
                signal.removeEventListener("abort", onAbort);
                finish();
            };
            const fail = (error: unknown): void => {
                outgoing.destroy();
                settle(() => reject(error));
            };
            const onAbort = (): void => fail(signal.reason);
            signal.addEventListener("abort", onAbort, { once: true });
            outgoing.on("error", (error) => fail(TransportFault.from(error)));
            outgoing.on("response", (response) => {
                readText(response).then((text) => {
                    const { statusCode: status = 0, headers } = response;
                    settle(() => resolve({ status, headers, text }));
                }, fail);
            });
            outgoing.end(request.body);
        });
    }

    /** There is one agent for each proxy: a tunnel serves many requests. */
    #agentFor(url: URL): Agent {
        const proxy = proxyFor(url, this.#env);
        const key = `${url.protocol} ${proxy?.href ?? ""}`;
        const agent = this.#agents.get(key) ?? newAgent(url.protocol, proxy);
        this.#agents.set(key, agent);
        return agent;
    }
}

function newAgent(protocol: string, proxy: URL | undefined): Agent {
    const agent = new (protocol === "https:" ? https : http).Agent({ keepAlive: true });
    return proxy === undefined ? agent : tunnelThrough(proxy, agent);
}

/** @throws TransportFault - a header cannot be sent */
function open({ protocol }: URL, options: RequestOptions & TunnelOptions): ClientRequest {
    try {
        return protocol === "https:" ? https.request(options) : http.request(options);
    } catch (error) {
        throw TransportFault.from(error as Error);
    }
}

function optionsOf({ method, url, headers = {} }: HttpRequest): RequestOptions {
    return {
        method,
        host: url.hostname.replace(/^\[|\]$/g, ""), // an IPv6 address stands in brackets only in a URL
        port: url.port || (url.protocol === "https:" ? 443 : 80),
        path: `${url.pathname}${url.search}`,
        headers,
    };
}

async function readText(response: IncomingMessage): Promise<string> {
    const pieces: Buffer[] = [];
    let bytes = 0;
    return new Promise((resolve, reject) => {
        response.on("data", (piece: Buffer) => {
            pieces.push(piece);
            bytes += piece.length;
            if (bytes > LARGEST_ANSWER_BYTES) {
                reject(new TransportFault("AnswerTooLarge"));
            }
        });
        response.on("error", (error) => reject(TransportFault.from(error)));
        response.on("end", () => resolve(Buffer.concat(pieces).toString("utf8")));
    });
}
