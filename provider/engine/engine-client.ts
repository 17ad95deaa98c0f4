import { createRequire } from "node:module";

/** How the engine shows a message; the numbers are those of `LogSeverity` in Pulumi's engine.proto. */
export const SEVERITY = { info: 1, warning: 2 } as const;

/** One message to the engine. */
export interface EngineMessage {
    readonly severity: (typeof SEVERITY)[keyof typeof SEVERITY];
    readonly text: string;
    /** The resource in whose row it is shown; without it, the stack's. */
    readonly urn?: string | undefined;
    /** Replaced by the next one, and not repeated at the end. */
    readonly ephemeral?: boolean;
}

/** The engine that runs this provider process. */
export interface EngineClient {
    /** Never rejects: a message that cannot be delivered is lost. Nobody has to wait for it. */
    log(message: EngineMessage): Promise<void>;
    /** Whether the engine still answers. */
    isAlive(timeoutMs: number): Promise<boolean>;
    /** Ends the connection. Until then a connection to an engine that is gone is tried again and again. */
    close(): void;
}

interface Stub {
    close(): void;
    log(request: unknown, options: { deadline: number }, callback: (error: unknown) => void): void;
    getRootResource(
        request: unknown,
        options: { deadline: number },
        callback: (error: { code?: number } | null) => void,
    ): void;
}

/** gRPC and the engine's protocol, from one copy of the Pulumi SDK: credentials of another copy would be refused. */
export interface EngineProtocol {
    readonly EngineClient: new (address: string, credentials: never, options: object) => unknown;
    readonly messages: {
        readonly LogRequest: new () => {
            setSeverity(value: number): unknown;
            setMessage(value: string): unknown;
            setUrn(value: string): unknown;
            setEphemeral(value: boolean): unknown;
        };
        readonly GetRootResourceRequest: new () => unknown;
    };
    readonly createInsecure: () => unknown;
}

/** gRPC status UNAVAILABLE: nobody there. An engine that is slow, or suspended for a while, is no reason to go. */
const UNAVAILABLE = 14;
const LOG_TIMEOUT_MS = 1_000;
/** The engine runs on this machine. Without this, gRPC would look for it through the proxies of the environment. */
const OF_THIS_MACHINE = { "grpc.enable_http_proxy": 0 };

/** The address of the engine: it starts a provider with it as the last argument. */
export function engineAddress(argv: readonly string[] = process.argv): string | undefined {
    const last = argv.at(-1);
    return last !== undefined && /^[\w.[\]:-]+:\d+$/.test(last) ? last : undefined;
}

/** @returns nothing when there is no engine to talk to */
export function connectToEngine(
    address: string | undefined = engineAddress(),
    loadProtocol: () => EngineProtocol = protocolOfSdk,
): EngineClient | undefined {
    if (address === undefined) {
        return undefined;
    }
    try {
        return createClient(address, loadProtocol());
    } catch {
        return undefined; // an SDK of another shape: the gate works, only without progress
    }
}

/** As the Pulumi SDK of the program itself loads it. */
function protocolOfSdk(): EngineProtocol {
    const requireFromSdk = createRequire(createRequire(__filename).resolve("@pulumi/pulumi"));
    const { EngineClient } = requireFromSdk("@pulumi/pulumi/proto/engine_grpc_pb") as Pick<
        EngineProtocol,
        "EngineClient"
    >;
    const messages = requireFromSdk("@pulumi/pulumi/proto/engine_pb") as EngineProtocol["messages"];
    const grpc = requireFromSdk("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };
    return { EngineClient, messages, createInsecure: () => grpc.credentials.createInsecure() };
}

function createClient(
    address: string,
    { EngineClient: Client, messages, createInsecure }: EngineProtocol,
): EngineClient {
    const stub = new Client(address, createInsecure() as never, OF_THIS_MACHINE) as Stub;
    return {
        log: ({ severity, text, urn, ephemeral }) => {
            const request = new messages.LogRequest();
            request.setSeverity(severity);
            request.setMessage(text);
            request.setUrn(urn ?? "");
            request.setEphemeral(ephemeral ?? false);
            return new Promise((resolve) => {
                stub.log(request, { deadline: Date.now() + LOG_TIMEOUT_MS }, () => resolve());
            });
        },
        isAlive: (timeoutMs) =>
            new Promise((resolve) => {
                stub.getRootResource(
                    new messages.GetRootResourceRequest(),
                    { deadline: Date.now() + timeoutMs },
                    (error) => {
                        resolve(error === null || error.code !== UNAVAILABLE);
                    },
                );
            }),
        close: () => stub.close(),
    };
}
