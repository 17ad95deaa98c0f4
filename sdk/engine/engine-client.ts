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
}

interface Stub {
    log(request: unknown, options: { deadline: number }, callback: (error: unknown) => void): void;
    getRootResource(
        request: unknown,
        options: { deadline: number },
        callback: (error: { code?: number } | null) => void,
    ): void;
}

interface EngineProtocol {
    EngineClient: new (address: string, credentials: unknown) => Stub;
}

interface EngineMessages {
    LogRequest: new () => {
        setSeverity(value: number): void;
        setMessage(value: string): void;
        setUrn(value: string): void;
        setEphemeral(value: boolean): void;
    };
    GetRootResourceRequest: new () => unknown;
}

/** gRPC status UNAVAILABLE: nobody there. An engine that is slow, or suspended for a while, is no reason to go. */
const UNAVAILABLE = 14;
const LOG_TIMEOUT_MS = 1_000;

/** The address of the engine: it starts a provider with it as the last argument. */
export function engineAddress(argv: readonly string[] = process.argv): string | undefined {
    const last = argv.at(-1);
    return last !== undefined && /^[\w.[\]:-]+:\d+$/.test(last) ? last : undefined;
}

/** @returns nothing when there is no engine to talk to */
export function connectToEngine(address: string | undefined = engineAddress()): EngineClient | undefined {
    if (address === undefined) {
        return undefined;
    }
    try {
        return createClient(address);
    } catch {
        return undefined; // an SDK of another shape: the gate works, only without progress
    }
}

function createClient(address: string): EngineClient {
    // gRPC as the Pulumi SDK itself loads it: credentials of another copy would be refused
    const requireFromSdk = createRequire(createRequire(__filename).resolve("@pulumi/pulumi"));
    const { EngineClient: Client } = requireFromSdk("@pulumi/pulumi/proto/engine_grpc_pb") as EngineProtocol;
    const messages = requireFromSdk("@pulumi/pulumi/proto/engine_pb") as EngineMessages;
    const grpc = requireFromSdk("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };
    const stub = new Client(address, grpc.credentials.createInsecure());
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
    };
}
