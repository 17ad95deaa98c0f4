import * as net from "node:net";

/** What a bare TCP client sees. */
export interface SocketStory {
    /** Everything that arrived. */
    readonly bytes: Buffer;
    /** `end`: closed in an orderly way; `ECONNRESET`: reset; `open`: nothing more came within the patience. */
    readonly ending: string;
    readonly elapsedMs: number;
}

const PATH = "/?Action=DescribeInstanceStatus&Version=2014-05-26&RegionId=cn-hangzhou";

/** In each of them the event loop reads all sockets once: the emulator's too, because it shares the process. */
const TURN_MS = 10;

/**
 * Sends one unsigned request and watches the connection until it ends, or until the patience does. The patience is
 * counted in turns of the event loop: on a slow machine they take longer for this client and for the emulator alike.
 */
export function watchSocket(endpoint: string, patienceMs = 150): Promise<SocketStory> {
    const [host, port] = endpoint.split(":");
    const startedAt = performance.now();
    return new Promise((resolve) => {
        const chunks: Buffer[] = [];
        const socket = net.connect(Number(port), host);
        const finish = (ending: string): void => {
            clearInterval(turns);
            socket.destroy();
            resolve({ bytes: Buffer.concat(chunks), ending, elapsedMs: performance.now() - startedAt });
        };
        let turnsLeft = patienceMs / TURN_MS;
        const turns = setInterval(() => {
            turnsLeft -= 1;
            if (turnsLeft <= 0) {
                finish("open");
            }
        }, TURN_MS);
        socket.on("data", (chunk: Buffer) => chunks.push(chunk));
        socket.on("end", () => finish("end"));
        socket.on("error", (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
        socket.write(`GET ${PATH} HTTP/1.1\r\nhost: ${endpoint}\r\naccept: application/json\r\n\r\n`);
    });
}

/** Status line, headers and body of what arrived. */
export function readHttp(bytes: Buffer): { head: string; body: Buffer } {
    const split = bytes.indexOf("\r\n\r\n");
    return { head: bytes.subarray(0, split).toString("latin1"), body: bytes.subarray(split + 4) };
}

export function contentLength(head: string): number {
    return Number(/content-length: (\d+)/i.exec(head)?.[1]);
}
