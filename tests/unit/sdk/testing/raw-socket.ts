import * as net from "node:net";

/** What a bare TCP client sees. */
export interface SocketStory {
    /** Everything that arrived. */
    readonly bytes: Buffer;
    /** `end`: closed by a FIN; `ECONNRESET`: reset; `open`: still open some time after enough has arrived. */
    readonly ending: string;
    readonly elapsedMs: number;
}

/** How long a connection is watched after enough has arrived, to see that it stays open. */
const QUIET_MS = 50;

const PATH = "/?Action=DescribeInstanceStatus&Version=2014-05-26&RegionId=cn-hangzhou";

/**
 * Sends one unsigned request and watches the connection until it ends.
 *
 * @param isEnough - for a connection that stays open: whether all that is expected has arrived. It is asked again and
 * again, so a slow machine only takes longer
 */
export function watchSocket(
    endpoint: string,
    isEnough: (bytes: Buffer) => boolean = () => false,
): Promise<SocketStory> {
    const [host, port] = endpoint.split(":");
    const startedAt = performance.now();
    return new Promise((resolve) => {
        let bytes = Buffer.alloc(0);
        let quiet: NodeJS.Timeout | undefined;
        const socket = net.connect(Number(port), host);
        const finish = (ending: string): void => {
            clearInterval(watch);
            clearTimeout(quiet);
            socket.destroy();
            resolve({ bytes, ending, elapsedMs: performance.now() - startedAt });
        };
        const watch = setInterval(() => {
            if (isEnough(bytes)) {
                quiet ??= setTimeout(() => finish("open"), QUIET_MS);
            }
        }, 5);
        socket.on("data", (chunk: Buffer) => (bytes = Buffer.concat([bytes, chunk])));
        socket.on("end", () => finish("end"));
        socket.on("error", (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
        socket.write(`GET ${PATH} HTTP/1.1\r\nhost: ${endpoint}\r\naccept: application/json\r\n\r\n`);
    });
}

/** Whether the headers and this part of the body have arrived. */
export function hasArrived(bytes: Buffer, part = 1): boolean {
    const { head, body } = readHttp(bytes);
    return head !== "" && (/ 204 /.test(head) || body.length >= Math.ceil(contentLength(head) * part));
}

/** Status line, headers and body of what arrived. */
export function readHttp(bytes: Buffer): { head: string; body: Buffer } {
    const split = bytes.indexOf("\r\n\r\n");
    if (split < 0) {
        return { head: "", body: Buffer.alloc(0) };
    }
    return { head: bytes.subarray(0, split).toString("latin1"), body: bytes.subarray(split + 4) };
}

export function contentLength(head: string): number {
    return Number(/content-length: (\d+)/i.exec(head)?.[1]);
}
