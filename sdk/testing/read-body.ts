import type { IncomingMessage } from "node:http";

/** The whole body, or `undefined` when the client went away in the middle of it. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
    const chunks: Buffer[] = [];
    try {
        for await (const chunk of request) {
            chunks.push(chunk as Buffer);
        }
    } catch {
        return undefined;
    }
    return Buffer.concat(chunks);
}
