import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

import type { Answer } from "../server/answer";
import type { DeliveryFaultKind, Fault } from "./fault";
import type { Timers } from "../server/timers";

/** An answer and the connection that it is meant for. */
export interface Delivery {
    readonly answer: Answer;
    readonly response: ServerResponse;
    readonly socket: Socket;
    readonly timers: Pick<Timers, "after">;
    readonly fault: Fault;
}

const DEFAULT_DRIP_INTERVAL_MS = 100;

/** Above what HTTP clients take: Node's own limit is 16 kB. */
const HUGE_HEADER_BYTES = 100_000;

/** A reset may throw away what was sent just before it. */
const RESET_DELAY_MS = 20;

/** The ordinary way. */
export function deliver(response: ServerResponse, { httpStatus, headers, body }: Answer): void {
    // A 204 has no body, and so no length to name either.
    const length = httpStatus === 204 ? {} : { "content-length": Buffer.byteLength(body) };
    response.writeHead(httpStatus, { ...headers, ...length });
    response.end(httpStatus === 204 ? undefined : body);
}

/** One entry per kind. Each leaves the connection as its name says; `close()` of the emulator ends those that stay open. */
export const FAULT_DELIVERIES: Readonly<Record<DeliveryFaultKind, (delivery: Delivery) => void>> = {
    reset: ({ socket }) => reset(socket),
    fin: ({ socket }) => void socket.destroy(),
    hang: () => undefined,
    stall: (delivery) => sendHalf(delivery, "content-length", () => undefined),
    slow: ({ answer, response, timers, fault }) => timers.after(fault.delayMs ?? 0, () => deliver(response, answer)),
    drip,
    truncated: (delivery) => sendHalf(delivery, "content-length", () => delivery.socket.destroy()),
    truncatedChunked: (delivery) => sendHalf(delivery, "chunked", () => delivery.socket.destroy()),
    truncatedClose: (delivery) => sendHalf(delivery, "close", () => delivery.socket.destroy()),
    resetInBody: (delivery) => {
        const { timers, socket } = delivery;
        sendHalf(delivery, "content-length", () => timers.after(RESET_DELAY_MS, () => reset(socket)));
    },
    closeAfterAnswer: ({ answer, response, socket }) => {
        response.on("finish", () => socket.end());
        deliver(response, answer);
    },
    garbage: ({ socket }) => void socket.end("\u0000\u0001 this is not HTTP\r\n\r\n"),
    hugeHeader: ({ answer, response }) =>
        deliver(response, { ...answer, headers: { ...answer.headers, "x-padding": "x".repeat(HUGE_HEADER_BYTES) } }),
};

/** A reset and nothing else: left alone, `resetAndDestroy` says goodbye (FIN) first, and clients may see only that. */
function reset(socket: Socket): void {
    socket._final = (done) => done();
    socket.resetAndDestroy();
}

/** Headers and the first half of the body; `then` runs once these bytes are on their way. */
function sendHalf(
    { answer, response, socket }: Delivery,
    framing: "content-length" | "chunked" | "close",
    then: () => void,
): void {
    const body = Buffer.from(answer.body);
    const half = body.subarray(0, Math.ceil(body.length / 2));
    if (framing === "close") {
        // Node would add chunked encoding of its own accord.
        const headers = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}\r\n`);
        socket.write(`HTTP/1.1 ${answer.httpStatus} OK\r\n${headers.join("")}connection: close\r\n\r\n`);
        socket.write(half, then);
        return;
    }
    const length = framing === "content-length" ? { "content-length": body.length } : {};
    response.writeHead(answer.httpStatus, { ...answer.headers, ...length });
    response.write(half, then);
}

function drip({ answer, response, timers, fault }: Delivery): void {
    const body = Buffer.from(answer.body);
    response.writeHead(answer.httpStatus, { ...answer.headers, "content-length": body.length });
    response.flushHeaders();
    const sendFrom = (index: number): void => {
        if (index >= body.length) {
            response.end();
        } else if (!response.destroyed) {
            response.write(body.subarray(index, index + 1));
            timers.after(Math.max(1, fault.intervalMs ?? DEFAULT_DRIP_INTERVAL_MS), () => sendFrom(index + 1));
        }
    };
    sendFrom(0);
}
