import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { send } from "./answer";
import { readApiCall } from "./api-call";
import type { ApiCall } from "./api-call";
import { readBody, refuseBody } from "./request-body";

/** Longer than any pause between two polls, so that connections close only where a fault says so. */
const KEEP_ALIVE_MS = 120_000;

/** A hundred ids in a query take about 4 kB; tests with too many ids need more than Node's 16 kB. */
const MAX_HEADER_BYTES = 256 * 1024;

type CallHandler = (call: ApiCall, response: ServerResponse) => Promise<void>;

/** An HTTP server on 127.0.0.1 that parses calls. */
export class LoopbackServer {
    readonly #server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_MS });

    /** @param fail - answers a call that `handle` has rejected */
    constructor(handle: CallHandler, fail: (error: unknown, response: ServerResponse) => void) {
        this.#server.on("request", (request, response) => {
            serve(request, response, handle).catch((error: unknown) => fail(error, response));
        });
    }

    /** @returns the port */
    async listen(port: number): Promise<number> {
        await new Promise<void>((resolve, reject) => {
            this.#server.once("error", reject);
            this.#server.listen(port, "127.0.0.1", resolve);
        });
        return (this.#server.address() as AddressInfo).port;
    }

    /** Closes all connections too: one that hangs would keep the server open for ever. */
    close(): Promise<void> {
        return new Promise((resolve) => {
            this.#server.close(() => resolve());
            this.#server.closeAllConnections();
        });
    }
}

async function serve(request: IncomingMessage, response: ServerResponse, handle: CallHandler): Promise<void> {
    const body = await readBody(request);
    if (body === "closed") {
        return;
    }
    if (body === "too large") {
        // like a gateway, which does not parse the request: so it is not recorded
        refuseBody(request, response);
        return;
    }
    const call = readApiCall(request, body);
    if (call.path === "/") {
        await handle(call, response);
    } else {
        // not ECS, and not recorded: the credentials URI in `env`, for example
        send(response, { httpStatus: 404, headers: {}, body: "" });
    }
}
