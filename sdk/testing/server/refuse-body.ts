import type { IncomingMessage, ServerResponse } from "node:http";

/** How long a client may go on sending what nobody reads. */
const LINGER_MS = 1_000;

const PAGE =
    "<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n" +
    "<body><center><h1>413 Request Entity Too Large</h1></center></body>\r\n</html>\r\n";

/**
 * Answers 413 as a gateway does and closes the connection. Not at once: to be closed while it still sends is a reset to
 * the client, and a reset may overtake the answer. So the answer comes whole, and the end after the rest of the body or a
 * second, whichever is first.
 */
export function refuseBody(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(413, {
        "content-type": "text/html",
        "content-length": Buffer.byteLength(PAGE),
        connection: "close",
    });
    response.write(PAGE);
    const end = (): void => {
        clearTimeout(timer);
        response.end();
    };
    const timer = setTimeout(end, LINGER_MS);
    request.once("end", end).once("close", end);
}
