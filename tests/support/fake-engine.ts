import { createRequire } from "node:module";
import type { EngineClient, EngineMessage } from "../../provider/engine/engine-client";

/** The engine as a provider sees it, without a connection: keeps messages, answers as told. */
export class FakeEngineClient implements EngineClient {
    readonly messages: (EngineMessage & { readonly at: number })[] = [];
    isThere = true;
    timesAsked = 0;

    log(message: EngineMessage): Promise<void> {
        this.messages.push({ ...message, at: performance.now() });
        return Promise.resolve();
    }

    isAlive: EngineClient["isAlive"] = () => {
        this.timesAsked += 1;
        return Promise.resolve(this.isThere);
    };

    close(): void {
        this.isThere = false;
    }

    get texts(): string[] {
        return this.messages.map(({ text }) => text);
    }
}

/** What a server handler of gRPC is given, as far as it is needed here. */
type Handler = (call: { request: unknown }, callback: (error: object | null, answer?: unknown) => void) => void;

interface GrpcServer {
    addService(service: unknown, handlers: Record<string, Handler>): void;
    bindAsync(address: string, credentials: unknown, done: (error: Error | null, port: number) => void): void;
    forceShutdown(): void;
}

/** gRPC and the engine's protocol as the Pulumi SDK brings them. */
const requireFromSdk = createRequire(createRequire(__filename).resolve("@pulumi/pulumi"));
const grpc = requireFromSdk("@grpc/grpc-js") as {
    Server: new () => GrpcServer;
    ServerCredentials: { createInsecure(): unknown };
};
const protocol = requireFromSdk("@pulumi/pulumi/proto/engine_grpc_pb") as { EngineService: unknown };
const messages = requireFromSdk("@pulumi/pulumi/proto/engine_pb") as { GetRootResourceResponse: new () => unknown };
const empty = requireFromSdk("google-protobuf/google/protobuf/empty_pb") as { Empty: new () => unknown };

/** One message as it came over the wire. */
export interface LoggedMessage {
    readonly severity: number;
    readonly message: string;
    readonly urn: string;
    readonly ephemeral: boolean;
}

/** The part of Pulumi's engine that a provider talks to, as a real gRPC server on 127.0.0.1. */
export class LoopbackEngine {
    readonly logged: LoggedMessage[] = [];
    /** How it answers the question for the root resource; nothing: never. */
    answerRoot: "root" | { code: number; details: string } | undefined = "root";
    readonly #server: GrpcServer = new grpc.Server();
    #port = 0;

    static async start(): Promise<LoopbackEngine> {
        const engine = new LoopbackEngine();
        engine.#server.addService(protocol.EngineService, {
            log: ({ request }, callback) => {
                const { severity, message, urn, ephemeral } = (request as { toObject(): LoggedMessage }).toObject();
                engine.logged.push({ severity, message, urn, ephemeral });
                callback(null, new empty.Empty());
            },
            getRootResource: (_call, callback) => {
                if (engine.answerRoot === "root") {
                    callback(null, new messages.GetRootResourceResponse());
                } else if (engine.answerRoot !== undefined) {
                    callback(engine.answerRoot);
                }
            },
        });
        engine.#port = await new Promise<number>((resolve, reject) => {
            engine.#server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
                error === null ? resolve(port) : reject(error),
            );
        });
        return engine;
    }

    get address(): string {
        return `127.0.0.1:${this.#port}`;
    }

    /** Ends it at once, as a CLI that is killed. */
    kill(): void {
        this.#server.forceShutdown();
    }
}
