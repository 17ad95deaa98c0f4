import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";

/**
 * The HTTP request behind a call of the cloud SDK. The SDK takes no AbortSignal and drops status and headers of an
 * answer that it cannot parse; Node's own `http.client.request.start` channel hands out the request, so that it can be
 * ended and its answer looked at.
 */
export interface InFlightRequest {
    request?: ClientRequest;
    response?: IncomingMessage;
    /** The answer's JSON as it came, before the SDK forced it into its model. */
    body?: unknown;
}

const calls = new AsyncLocalStorage<InFlightRequest>();
let subscribed = false;

/** Runs `send` and notes the request that it starts in `inFlight`. */
export function trackRequest<T>(inFlight: InFlightRequest, send: () => Promise<T>): Promise<T> {
    if (!subscribed) {
        subscribed = true;
        subscribe("http.client.request.start", (message) => {
            const call = calls.getStore();
            if (call !== undefined) {
                const { request } = message as { request: ClientRequest };
                call.request = request;
                request.once("response", (response) => (call.response = response));
            }
        });
    }
    return calls.run(inFlight, send);
}

/** Notes the body of the answer to the call that is being run. */
export function noteBody(body: unknown): void {
    const call = calls.getStore();
    if (call !== undefined) {
        call.body = body;
    }
}

/** Closes the connection of a request that nobody waits for any more. */
export function endRequest(inFlight: InFlightRequest): void {
    inFlight.request?.destroy();
}
