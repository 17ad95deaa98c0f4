import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

import { readApiCall, type ApiCall } from "./api-call";
import { deliver } from "../faults/fault-deliveries";
import { readBody } from "./read-body";
import { refuseBody } from "./refuse-body";

/** Longer than any pause between two polls, so that a client meets a closed connection only where a fault says so. */
const KEEP_ALIVE_MS = 120_000;

/** A hundred ids in a query are about 4 kB; tests of "too many" need room for more than Node's 16 kB. */
const MAX_HEADER_BYTES = 256 * 1024;

/** Many times what any call of ECS brings: a client in a loop shall not fill the memory of a test. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Takes a call; the answer is its own business. */
export type CallHandler = (call: ApiCall, response: ServerResponse, socket: Socket) => void;

/** Takes what a handler throws; the answer that is still missing is its business too. */
export type FailureHandler = (error: unknown, response: ServerResponse) => void;

/** An HTTP server on 127.0.0.1 that reads calls, and that can be closed with all its connections. */
export class LoopbackServer {
    readonly #server: Server;
    readonly #sockets = new Set<Socket>();
    #closing: Promise<void> | undefined;

    constructor(handle: CallHandler, fail: FailureHandler) {
        this.#server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_MS });
        this.#server.on("request", (request, response) => {
            serve(request, response, handle).catch((error: unknown) => fail(error, response));
        });
        this.#server.on("connection", (socket) => {
            this.#sockets.add(socket);
            socket.on("close", () => this.#sockets.delete(socket));
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

    /** A connection that hangs would keep the server open for ever, so all are cut. */
    close(): Promise<void> {
        this.#closing ??= new Promise((resolve) => {
            this.#server.close(() => resolve());
            for (const socket of this.#sockets) {
                socket.destroy();
            }
        });
        return this.#closing;
    }
}

async function serve(request: IncomingMessage, response: ServerResponse, handle: CallHandler): Promise<void> {
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === "gone") {
        return;
    }
    if (body === "too large") {
        // before anything is looked at, as the gateway would: no part of `requests`
        refuseBody(request, response);
        return;
    }
    const call = readApiCall(request.method ?? "", request.url ?? "/", request.headers, body);
    if (call.path === "/") {
        handle(call, response, request.socket);
    } else {
        // The guard address of `env` among others: no part of ECS, so no part of `requests` either.
        deliver(response, { httpStatus: 404, headers: {}, body: "" });
    }
}
