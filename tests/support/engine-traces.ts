/**
 * What the engine writes down of its own talk with providers and programs, without the few places where it hands a
 * configuration over to those whom it is meant for: there every secret of the stack stands in plain text, whoever wrote
 * the provider.
 */

interface LoggedCall {
    readonly method: string;
    readonly request?: unknown;
    readonly response?: unknown;
    readonly errors?: unknown;
    readonly metadata?: { readonly kind?: string; readonly mode?: string };
}

const PROVIDER_TYPE = "pulumi:providers:pulumi-nodejs";

/** The calls of a file that `PULUMI_DEBUG_GRPC` named, one in each line. */
export function readCalls(log: string): LoggedCall[] {
    return log
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as LoggedCall);
}

/** What this package's provider processes answered: results and errors. */
export function answersOfProviders(calls: readonly LoggedCall[]): unknown[] {
    return calls
        .filter(
            ({ method, metadata }) => method.startsWith("/pulumirpc.ResourceProvider/") && metadata?.mode === "client",
        )
        .flatMap(({ response, errors }) => [response, errors].filter((part) => part !== undefined && part !== null));
}

/** All else that was said: whole calls, but for a configuration that is handed over. */
export function withoutConfiguration(calls: readonly LoggedCall[]): unknown[] {
    return calls.map((call) => {
        switch (call.method) {
            // the program and the provider are given their configuration: it is theirs
            case "/pulumirpc.LanguageRuntime/Run":
            case "/pulumirpc.ResourceProvider/CheckConfig":
            case "/pulumirpc.ResourceProvider/DiffConfig":
            case "/pulumirpc.ResourceProvider/Configure":
                return { ...call, request: undefined };
            // the program tells the engine of a Provider, and gets back what it told, marked as secret
            case "/pulumirpc.ResourceMonitor/RegisterResource":
                return isOfProvider(call) ? { ...call, request: undefined, response: undefined } : call;
            default:
                return call;
        }
    });
}

function isOfProvider({ request, response }: LoggedCall): boolean {
    const { type } = (request ?? {}) as { type?: string };
    const { urn } = (response ?? {}) as { urn?: string };
    return type === PROVIDER_TYPE || (urn?.includes(`::${PROVIDER_TYPE}::`) ?? false);
}

/**
 * The same of the lines of its log (`--logtostderr -v=9`) and of its event log: without those in which the engine itself
 * spells such a message out. Its debug events do so too, which `pulumi up --debug` shows.
 */
export function logWithoutConfiguration(log: string): string {
    return log
        .split("\n")
        .filter((line) => !SPELLED_OUT.some((pattern) => pattern.test(line)))
        .join("\n");
}

const SPELLED_OUT = [
    /"msg":"(?:Unm|M)arshaling property for RPC\[ResourceMonitor\.RegisterResource\(pulumi:providers:pulumi-nodejs,/,
    /"msg":"(?:Unm|M)arshaling property for RPC\[Provider\[0x[0-9a-f]+\]\.(?:Configure|CheckConfig|DiffConfig)\(\)\.\w+\]: /,
    /"(?:msg|message)":"(?:eventSink::Debug\(<\{%reset%\}>)?RegisterResource RPC finished: resource:[\w-]+\[pulumi:providers:pulumi-nodejs\]; /,
];
