import type { IncomingMessage, ServerResponse } from "node:http";

import { htmlPage } from "./html-page";

/** Far above any request to ECS: a client in a loop must not fill the memory of a test. */
const MAX_BODY_BYTES = 1024 * 1024;

/** How long a client may continue to send a body that is refused. */
const LINGER_MS = 1_000;

const PAGE = htmlPage("413 Request Entity Too Large");

/** The whole body, or why it is missing: it is too large, or the connection closed before its end. */
export function readBody(request: IncomingMessage): Promise<Buffer | "too large" | "closed"> {
    return new Promise((resolve) => {
        const chunks: Buffer[] = [];
        let length = 0;
        request.on("data", (chunk: Buffer) => {
            length += chunk.length;
            if (length <= MAX_BODY_BYTES) {
                chunks.push(chunk);
            } else {
                chunks.length = 0;
                resolve("too large");
            }
        });
        request.on("end", () => resolve(Buffer.concat(chunks)));
        request.on("close", () => resolve("closed"));
        request.on("error", () => resolve("closed"));
        if (Number(request.headers["content-length"]) > MAX_BODY_BYTES) {
            resolve("too large");
        }
    });
}

/**
 * Answers 413 as a gateway does, then closes the connection. Closing while the client still sends would reset the
 * connection, and a reset can overtake the answer: so the end comes after the rest of the body or after a second.
 */
export function refuseBody(request: IncomingMessage, response: ServerResponse): void {
    const headers = { "content-type": "text/html", "content-length": PAGE.length, connection: "close" };
    response.writeHead(413, headers).write(PAGE);
    const end = (): void => {
        clearTimeout(timer);
        response.end();
    };
    const timer = setTimeout(end, LINGER_MS);
    request.once("end", end).once("close", end);
}
