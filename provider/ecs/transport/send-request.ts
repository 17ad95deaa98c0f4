import http, {
    type ClientRequest,
    type IncomingHttpHeaders,
    type IncomingMessage,
    type RequestOptions,
} from "node:http";
import https from "node:https";
import { proxyFor } from "./proxies";
import { TransportFault } from "./transport-fault";
import { tunnelAgent, type TunnelOptions } from "./tunnel-agent";

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

const AGENTS = { "http:": new http.Agent({ keepAlive: true }), "https:": new https.Agent({ keepAlive: true }) };

/**
 * Makes one attempt, through a proxy where the environment names one. Redirects are not followed.
 *
 * @param signal - ends the attempt and closes its connection; the promise then rejects with the signal's reason
 * @throws TransportFault - no whole answer came
 * @throws EcsApiError - the address of the proxy is invalid
 */
export async function sendRequest(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    signal.throwIfAborted();
    const options = optionsOf(request, signal);
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

/** @throws TransportFault - a header cannot be sent */
function open({ protocol }: URL, options: RequestOptions): ClientRequest {
    try {
        return protocol === "https:" ? https.request(options) : http.request(options);
    } catch (error) {
        throw TransportFault.from(error as Error);
    }
}

function optionsOf({ method, url, headers = {} }: HttpRequest, givenUp: AbortSignal): RequestOptions & TunnelOptions {
    const proxy = proxyFor(url);
    return {
        method,
        host: url.hostname.replace(/^\[|\]$/g, ""), // an IPv6 address stands in brackets only in a URL
        port: url.port || (url.protocol === "https:" ? 443 : 80),
        path: `${url.pathname}${url.search}`,
        headers,
        agent: proxy === undefined ? AGENTS[url.protocol as keyof typeof AGENTS] : tunnelAgent(url.protocol, proxy),
        givenUp,
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
