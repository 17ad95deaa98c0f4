import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";

/**
 * The HTTP requests behind a call of the cloud SDK. The SDK takes no AbortSignal and drops status and headers of an
 * answer that it cannot parse; Node's own `http.client.request.start` channel hands out each request, so that it can be
 * ended and its answer looked at.
 */
export interface InFlightRequest {
    /** What was sent for this call: also a tunnel through a proxy, and what fetches temporary credentials. */
    readonly requests: ClientRequest[];
    /** Nobody waits for this call any more. */
    ended?: boolean;
    /** The proxy that it goes through. */
    proxy?: string;
    response?: IncomingMessage;
    /** The tunnel that a proxy was asked for, when one was. */
    tunnel?: { readonly proxy: string; status?: number | undefined };
    /** The answer's JSON as it came, before the SDK forced it into its model. */
    body?: unknown;
}

const calls = new AsyncLocalStorage<InFlightRequest>();
let subscribed = false;

/** Runs `send` and notes the requests that it starts in `inFlight`. */
export function trackRequest<T>(inFlight: InFlightRequest, send: () => Promise<T>): Promise<T> {
    if (!subscribed) {
        subscribed = true;
        subscribe("http.client.request.start", (message) => {
            const call = calls.getStore();
            if (call !== undefined) {
                note(call, (message as { request: ClientRequest }).request);
            }
        });
    }
    return calls.run(inFlight, send);
}

function note(call: InFlightRequest, request: ClientRequest): void {
    if (call.ended === true) {
        request.destroy(); // it was on its way when it was called off: credentials were still being fetched, say
        return;
    }
    call.requests.push(request);
    if (request.method === "CONNECT") {
        const tunnel: NonNullable<InFlightRequest["tunnel"]> = { proxy: call.proxy ?? request.host };
        call.tunnel = tunnel;
        request.once("connect", ({ statusCode }: IncomingMessage) => (tunnel.status = statusCode));
    } else {
        request.once("response", (response) => {
            call.response = response;
            spellXmlAsTheSdkDoes(response);
        });
    }
}

/** The SDK reads an error in XML only when its type is spelt in this one way; any other would lose code and text. */
function spellXmlAsTheSdkDoes({ headers }: IncomingMessage): void {
    if (/^(?:text|application)\/xml\b/i.test(headers["content-type"] ?? "")) {
        headers["content-type"] = "text/xml;charset=utf-8";
    }
}

/** The call of this package that runs now, if one does. */
export function currentCall(): InFlightRequest | undefined {
    return calls.getStore();
}

/** Notes the body of the answer to the call that is being run. */
export function noteBody(body: unknown): void {
    const call = calls.getStore();
    if (call !== undefined) {
        call.body = body;
    }
}

/** Closes the connections of a call that nobody waits for any more. */
export function endRequest(inFlight: InFlightRequest): void {
    inFlight.ended = true;
    for (const request of inFlight.requests) {
        request.destroy();
    }
}
