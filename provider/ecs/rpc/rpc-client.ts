import { formatDuration } from "../../domain/duration";
import { EcsApiError } from "../../errors/ecs-api-error";
import { saysExpired } from "../../errors/error-codes";
import { TimeLimitError, withTimeLimit } from "../../time/with-time-limit";
import type { Credentials, CredentialSource } from "../credentials/credential-source";
import { sendRequest } from "../transport/send-request";
import { UnknownHost } from "../transport/unknown-host";
import { requestError } from "./request-error";
import { bodyOf, type UnknownBody } from "./rpc-answer";
import { rpcRequest } from "./rpc-request";

/** A service of Alibaba Cloud, and what signs the requests to it. */
export interface RpcClientOptions {
    /** `host[:port]` */
    readonly endpoint: string;
    readonly protocol: "http" | "https";
    /** The version of the service's API. */
    readonly version: string;
    readonly credentials: CredentialSource;
    readonly attemptTimeoutMs: number;
}

/** One call of an API. */
export interface Operation<T> {
    readonly action: string;
    query(): Readonly<Record<string, unknown>>;
    /** Reads the body of a successful answer. The secrets must not be shown in an error. */
    read(body: UnknownBody, secrets: readonly string[]): T;
}

/** Calls an API of Alibaba Cloud. Each call is one attempt: the caller decides what to do after a failure. */
export class RpcClient {
    readonly #options: RpcClientOptions;
    /** All that requests were signed with: the answer to one may come after the key was renewed for the next. */
    readonly #secrets = new Set<string>();
    readonly #unknownHost = new UnknownHost();

    constructor(options: RpcClientOptions) {
        this.#options = options;
    }

    /**
     * @param signal - ends the request; the promise then rejects with the signal's reason
     * @throws EcsApiError
     */
    async call<T>(operation: Operation<T>, signal?: AbortSignal): Promise<T> {
        const { attemptTimeoutMs, endpoint } = this.#options;
        try {
            return await withTimeLimit(attemptTimeoutMs, signal, (limit) => this.#attempt(operation, limit));
        } catch (error) {
            signal?.throwIfAborted();
            if (error instanceof TimeLimitError) {
                throw noAnswer(attemptTimeoutMs);
            }
            throw requestError(error, { endpoint, unknownHost: this.#unknownHost, secrets: [...this.#secrets] });
        }
    }

    /** Temporary credentials may expire earlier than announced: then they are fetched anew, once in an attempt. */
    async #attempt<T>(operation: Operation<T>, limit: AbortSignal): Promise<T> {
        const { credentials: source } = this.#options;
        const first = await untilAborted(source.credentials(), limit);
        try {
            return await this.#send(operation, first, limit);
        } catch (error) {
            if (!(error instanceof EcsApiError) || !saysExpired(error.code) || source.renew === undefined) {
                throw error;
            }
            source.renew(first);
            const renewed = await untilAborted(source.credentials(), limit);
            return this.#send(operation, renewed, limit);
        }
    }

    async #send<T>(operation: Operation<T>, credentials: Credentials, limit: AbortSignal): Promise<T> {
        const { endpoint, protocol, version } = this.#options;
        this.#remember(credentials);
        const { action } = operation;
        const request = rpcRequest({ endpoint, protocol, version, action, query: operation.query(), credentials });
        const answer = await sendRequest(request, limit);
        this.#unknownHost.resolved();
        const secrets = [...this.#secrets];
        return operation.read(bodyOf(answer, secrets), secrets);
    }

    #remember({ accessKeyId, accessKeySecret, securityToken = "" }: Credentials): void {
        for (const secret of [accessKeySecret, securityToken, accessKeyId]) {
            this.#secrets.add(secret);
        }
    }
}

/** Waits for what others wait for too, so that it goes on when this caller ends. */
async function untilAborted<T>(shared: Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
        const onAbort = (): void => reject(signal.reason);
        signal.addEventListener("abort", onAbort, { once: true });
        void shared.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
    });
}

function noAnswer(timeoutMs: number): EcsApiError {
    return new EcsApiError({
        code: "RequestTimeout",
        kind: "transient",
        message: `no answer within ${formatDuration(timeoutMs)}`,
    });
}
