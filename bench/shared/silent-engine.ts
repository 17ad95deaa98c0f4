import { Server, ServerCredentials } from "@grpc/grpc-js";

/** A gRPC server without methods: all that a plugin needs of an engine to start. */
export class SilentEngine {
    static async start(): Promise<SilentEngine> {
        const server = new Server();
        const port = await new Promise<number>((resolve, reject) =>
            server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
                error === null ? resolve(bound) : reject(error),
            ),
        );
        return new SilentEngine(server, `127.0.0.1:${port}`);
    }

    readonly #server: Server;

    private constructor(
        server: Server,
        readonly address: string,
    ) {
        this.#server = server;
    }

    close(): void {
        this.#server.forceShutdown();
    }
}
