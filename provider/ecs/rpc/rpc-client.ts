import { formatDuration } from "../../domain/duration";
import { EcsApiError } from "../../errors/ecs-api-error";
import { saysExpired } from "../../errors/error-codes";
import { TimeLimitError, withTimeLimit } from "../../time/with-time-limit";
import type { Credentials, CredentialSource } from "../credentials/credential-source";
import type { Permit } from "../ecs-api";
import type { Transport } from "../transport/transport";
import { UnknownHost } from "../transport/unknown-host";
import type { ApiCall } from "./api-call";
import { requestError } from "./request-error";
import { readAnswer } from "./rpc-answer";
import { rpcRequest } from "./rpc-request";

/** A service of Alibaba Cloud, and what signs the requests to it. */
export interface RpcClientOptions {
    /** `host[:port]` */
    readonly endpoint: string;
    readonly protocol: "http" | "https";
    /** The version of the service's API. */
    readonly version: string;
    readonly credentials: CredentialSource;
    readonly transport: Transport;
    readonly attemptTimeoutMs: number;
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
     * @param permit - called before a second request, with renewed credentials
     * @throws EcsApiError
     */
    async call<Request, Answer>(
        call: ApiCall<Request, Answer>,
        request: Request,
        signal?: AbortSignal,
        permit?: Permit,
    ): Promise<Answer> {
        const { attemptTimeoutMs, endpoint } = this.#options;
        try {
            return await withTimeLimit(attemptTimeoutMs, signal, (limit) =>
                this.#withCredentials((credentials) => this.#send(call, request, credentials, limit), limit, permit),
            );
        } catch (error) {
            signal?.throwIfAborted();
            if (error instanceof TimeLimitError) {
                throw noAnswer(attemptTimeoutMs);
            }
            throw requestError(error, { endpoint, unknownHost: this.#unknownHost, secrets: [...this.#secrets] });
        }
    }

    /** Temporary credentials may expire earlier than announced: then they are fetched anew, once in an attempt. */
    async #withCredentials<Answer>(
        send: (credentials: Credentials) => Promise<Answer>,
        limit: AbortSignal,
        permit: Permit | undefined,
    ): Promise<Answer> {
        const { credentials: source } = this.#options;
        const first = await untilAborted(source.credentials(), limit);
        try {
            return await send(first);
        } catch (error) {
            if (!(error instanceof EcsApiError) || !saysExpired(error.code) || source.renew === undefined) {
                throw error;
            }
            source.renew(first);
            const renewed = await untilAborted(source.credentials(), limit);
            await (permit && untilAborted(permit(limit), limit));
            return send(renewed);
        }
    }

    async #send<Request, Answer>(
        call: ApiCall<Request, Answer>,
        request: Request,
        credentials: Credentials,
        limit: AbortSignal,
    ): Promise<Answer> {
        const { endpoint, protocol, version, transport } = this.#options;
        this.#remember(credentials);
        const query = call.model(request).toMap();
        const answer = await transport.send(
            rpcRequest({ endpoint, protocol, version, action: call.action, query, credentials }),
            limit,
        );
        this.#unknownHost.resolved();
        return readAnswer(call, request, answer, [...this.#secrets]);
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
