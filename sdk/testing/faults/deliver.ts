import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

import { send } from "../server/answer";
import type { Answer } from "../server/answer";
import type { Fault } from "./fault";
import { FAULTS } from "./fault-table";
import type { Misbehaviour } from "./fault-table";

const DEFAULT_DRIP_INTERVAL_MS = 100;

const GARBAGE = "\u0000\u0001 this is not HTTP\r\n\r\n";

/** A reset can discard what was sent just before. */
const RESET_DELAY_MS = 20;

/**
 * Sends an answer, with the misbehaviour of a fault. `close()` of the emulator ends connections that stay open.
 *
 * @returns whether the client sees at least a status line
 */
export function deliver(response: ServerResponse, answer: Answer, fault?: Fault): boolean {
    const { sends, framing, ends }: Misbehaviour = fault === undefined ? {} : FAULTS[fault.kind];
    const { socket } = response.req;
    const end = (): void => endConnection(socket, ends);
    if (sends === "garbage") {
        socket.write(GARBAGE);
    }
    if (sends === "nothing" || sends === "garbage") {
        end();
        return false;
    }
    if (sends === "half") {
        sendHalf(response, answer, framing, () => (ends === "reset" ? setTimeout(end, RESET_DELAY_MS) : end()));
    } else if (sends === "bytes") {
        drip(response, answer, fault);
    } else {
        send(response.once("finish", end), answer);
    }
    return true;
}

function endConnection(socket: Socket, how: Misbehaviour["ends"]): void {
    if (how === "close") {
        socket.destroySoon();
    } else if (how === "reset") {
        // without this, `resetAndDestroy` sends a FIN first, and clients may see only that
        socket._final = (done) => done();
        socket.resetAndDestroy();
    }
}

/** @param then - runs when the bytes are sent */
function sendHalf(
    response: ServerResponse,
    { httpStatus, headers, body }: Answer,
    framing: Misbehaviour["framing"],
    then: () => void,
): void {
    const bytes = Buffer.from(body);
    response.useChunkedEncodingByDefault = framing === "chunked";
    const length = framing === undefined ? { "content-length": bytes.length } : {};
    response.writeHead(httpStatus, { ...headers, ...length });
    response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), then);
}

function drip(response: ServerResponse, { httpStatus, headers, body }: Answer, fault: Fault | undefined): void {
    const bytes = Buffer.from(body);
    response.writeHead(httpStatus, { ...headers, "content-length": bytes.length });
    response.flushHeaders();
    let sent = 0;
    const timer = setInterval(
        () => {
            response.write(bytes.subarray(sent, ++sent));
            if (sent >= bytes.length) {
                response.end();
            }
        },
        Math.max(1, fault?.intervalMs ?? DEFAULT_DRIP_INTERVAL_MS),
    );
    response.once("close", () => clearInterval(timer));
}
