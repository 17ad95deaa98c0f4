import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";

/** What the proxy does with a request for a tunnel. */
export type ProxyBehaviour = "tunnel" | "hang" | { readonly status: number };

/** A proxy on loopback. Whatever host it is asked for, its tunnels end at `target`: no name is looked up. */
export class HttpProxy {
    readonly requests: { readonly host: string; readonly authorization: string | undefined }[] = [];
    /** The first bytes that came through each tunnel. */
    readonly firstBytes: Buffer[] = [];
    behaviour: ProxyBehaviour = "tunnel";
    readonly #sockets = new Set<Duplex>();
    readonly #server: Server;

    private constructor(targetPort: number) {
        this.#server = createServer((_request, response) => response.writeHead(405).end());
        this.#server.on("connection", (socket: Socket) => this.#keep(socket));
        this.#server.on("connect", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
            this.requests.push({ host: request.url ?? "", authorization: request.headers["proxy-authorization"] });
            if (this.behaviour === "hang") {
                socket.resume(); // else it would not see that the other side leaves
                return;
            }
            if (this.behaviour !== "tunnel") {
                socket.end(`HTTP/1.1 ${this.behaviour.status} No\r\nContent-Length: 0\r\n\r\n`);
                return;
            }
            const upstream = connect(targetPort, "127.0.0.1", () => {
                socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
                upstream.write(head);
                socket.once("data", (bytes: Buffer) => this.firstBytes.push(bytes));
                upstream.pipe(socket);
                socket.pipe(upstream);
            });
            this.#keep(upstream);
        });
    }

    static async start(target: string): Promise<HttpProxy> {
        const proxy = new HttpProxy(Number(target.split(":")[1]));
        await new Promise<void>((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
        return proxy;
    }

    get host(): string {
        return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    }

    get openSockets(): number {
        return this.#sockets.size;
    }

    async close(): Promise<void> {
        this.#sockets.forEach((socket) => socket.destroy());
        await new Promise((resolve) => this.#server.close(resolve));
    }

    #keep(socket: Duplex): void {
        this.#sockets.add(socket);
        socket.on("error", () => socket.destroy());
        socket.on("end", () => socket.end());
        socket.on("close", () => this.#sockets.delete(socket));
    }
}
