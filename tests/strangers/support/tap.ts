import { createServer, request, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { EcsEmulator } from "../../../sdk/testing";

/** A request as it came over the wire. */
export interface TappedRequest {
    readonly method: string;
    readonly url: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
}

/** Stands between a client and the emulator, passes on what both say, and keeps the requests. */
export class Tap {
    readonly requests: TappedRequest[] = [];
    readonly #server: Server;

    private constructor(ecs: EcsEmulator) {
        const [host, port] = ecs.endpoint.split(":");
        this.#server = createServer((incoming, answer) => {
            const { method = "", url = "", headers } = incoming;
            const chunks: Buffer[] = [];
            incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
            incoming.on("end", () => {
                const body = Buffer.concat(chunks);
                this.requests.push({ method, url, headers, body: body.toString("utf8") });
                // with the `host` that the client has signed: this one's
                const onwards = request({ host, port, method, path: url, headers, agent: false }, (response) => {
                    answer.writeHead(response.statusCode ?? 0, response.headers);
                    response.pipe(answer);
                });
                onwards.on("error", () => answer.destroy());
                onwards.end(body);
            });
        });
    }

    static async before(ecs: EcsEmulator): Promise<Tap> {
        const tap = new Tap(ecs);
        await new Promise<void>((resolve) => tap.#server.listen(0, "127.0.0.1", resolve));
        return tap;
    }

    get endpoint(): string {
        return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    }

    close(): Promise<void> {
        return new Promise((resolve) => {
            this.#server.close(() => resolve());
            this.#server.closeAllConnections();
        });
    }
}
