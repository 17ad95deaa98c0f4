import type { IncomingMessage } from "node:http";

/** The whole body; or why there is none: it is larger than allowed, or the client went away in the middle of it. */
export type ReadBody = Buffer | "too large" | "gone";

/** Keeps no more than `maxBytes`, and says so as soon as it is clear that there is more; what comes then is thrown away. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<ReadBody> {
    return new Promise((resolve) => {
        const chunks: Buffer[] = [];
        let length = 0;
        request.on("data", (chunk: Buffer) => {
            length += chunk.length;
            if (length <= maxBytes) {
                chunks.push(chunk);
            } else {
                chunks.length = 0;
                resolve("too large");
            }
        });
        request.on("end", () => resolve(Buffer.concat(chunks)));
        request.on("close", () => resolve("gone"));
        request.on("error", () => resolve("gone"));
        if (Number(request.headers["content-length"]) > maxBytes) {
            resolve("too large");
        }
    });
}
