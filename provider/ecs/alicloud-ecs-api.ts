import type EcsClient from "@alicloud/ecs20140526";
import { ATTEMPT_TIMEOUT_MS } from "../domain/defaults";
import { formatDuration } from "../domain/duration";
import { EcsApiError } from "../errors/ecs-api-error";
import { saysExpired } from "../errors/error-codes";
import { loadAlicloudSdk } from "./alicloud-sdk";
import type { CredentialSource, Credentials } from "./credentials";
import type { DescribeInstanceStatusRequest, DescribeInstanceStatusResponse, EcsApi } from "./ecs-api";
import { currentCall, endRequest, type InFlightRequest, trackRequest } from "./in-flight-request";
import { acsRetryAfterOf } from "./retry-after";
import { translateError } from "./translate-error";
import { UnknownHost } from "./unknown-host";
import { validateResponse } from "./validate-response";

/** Where and as whom the adapter asks. */
export interface AlicloudEcsApiOptions {
    readonly regionId: string;
    /** `host[:port]`; without it the SDK's own map decides. */
    readonly endpoint?: string | undefined;
    readonly protocol: "http" | "https";
    readonly credentials: CredentialSource;
    readonly attemptTimeoutMs?: number;
}

/** DescribeInstanceStatus through Alibaba Cloud's official SDK, which is loaded at the first call. */
export class AlicloudEcsApi implements EcsApi {
    readonly #options: AlicloudEcsApiOptions;
    /** All that requests were signed with: an answer to one may come when the next has signed with a renewed key. */
    readonly #secrets = new Set<string>();
    /** What each call that runs was signed with last. */
    readonly #signedWith = new WeakMap<InFlightRequest, Credentials>();
    #client: EcsClient | undefined;
    readonly #unknownHost = new UnknownHost();

    constructor(options: AlicloudEcsApiOptions) {
        this.#options = options;
    }

    async describeInstanceStatus(
        request: DescribeInstanceStatusRequest,
        signal?: AbortSignal,
    ): Promise<DescribeInstanceStatusResponse> {
        signal?.throwIfAborted();
        const inFlight: InFlightRequest = { requests: [] };
        const timeoutMs = this.#options.attemptTimeoutMs ?? ATTEMPT_TIMEOUT_MS;
        return new Promise((resolve, reject) => {
            const giveUp = (reason: unknown): void => {
                endRequest(inFlight);
                settle(() => reject(reason));
            };
            const onAbort = (): void => giveUp(signal?.reason);
            const timer = setTimeout(() => giveUp(attemptTimedOut(timeoutMs)), timeoutMs);
            const settle = (finish: () => void): void => {
                clearTimeout(timer);
                signal?.removeEventListener("abort", onAbort);
                finish();
            };
            signal?.addEventListener("abort", onAbort, { once: true });
            this.#sendRenewed(request, inFlight, timeoutMs).then(
                (response) => settle(() => resolve(response)),
                (error: unknown) => settle(() => reject(error)),
            );
        });
    }

    /** Temporary credentials may end earlier than they said: then they are fetched anew, once, within the same attempt. */
    async #sendRenewed(
        request: DescribeInstanceStatusRequest,
        inFlight: InFlightRequest,
        timeoutMs: number,
    ): Promise<DescribeInstanceStatusResponse> {
        try {
            return await this.#send(request, inFlight, timeoutMs);
        } catch (error) {
            const { credentials } = this.#options;
            if (!(error instanceof EcsApiError) || !saysExpired(error.code) || credentials.renew === undefined) {
                throw error;
            }
            credentials.renew(this.#signedWith.get(inFlight));
            delete inFlight.body;
            return this.#send(request, inFlight, timeoutMs);
        }
    }

    async #send(
        request: DescribeInstanceStatusRequest,
        inFlight: InFlightRequest,
        timeoutMs: number,
    ): Promise<DescribeInstanceStatusResponse> {
        const { endpoint, regionId, credentials } = this.#options;
        try {
            const sdk = loadAlicloudSdk();
            const client = (this.#client ??= sdk.createClient({
                ...this.#options,
                signWith: async () => {
                    const current = await credentials.credentials();
                    this.#rememberSecrets(current);
                    const call = currentCall(); // the client is shared: this may be another call than that which made it
                    if (call !== undefined) {
                        this.#signedWith.set(call, current);
                    }
                    return current;
                },
            }));
            await trackRequest(inFlight, () => sdk.describeInstanceStatus(client, request, timeoutMs)).catch(
                (error: unknown) => {
                    // the SDK could not force the answer into its model: what came is still there, and says what is wrong
                    if (!("body" in inFlight)) {
                        throw error;
                    }
                },
            );
            this.#unknownHost.resolved();
            const status = inFlight.response?.statusCode ?? 200;
            if (status > 299) {
                throw new SyntaxError(`HTTP ${status}`); // the SDK takes 600 and above for a success
            }
            const { headers = {} } = inFlight.response ?? {};
            return validateResponse(request, inFlight.body, [...this.#secrets], acsRetryAfterOf(headers));
        } catch (error) {
            const where = endpoint ?? `ECS in ${regionId}`;
            const translated = translateError(error, {
                inFlight,
                endpoint: where,
                unknownHost: this.#unknownHost,
                secrets: [...this.#secrets],
            });
            if (translated.httpStatus !== undefined) {
                this.#unknownHost.resolved();
            }
            throw translated;
        }
    }

    #rememberSecrets({ accessKeyId, accessKeySecret, securityToken = "" }: Credentials): void {
        for (const secret of [accessKeySecret, securityToken, accessKeyId]) {
            this.#secrets.add(secret);
        }
    }
}

function attemptTimedOut(timeoutMs: number): EcsApiError {
    return new EcsApiError({
        code: "RequestTimeout",
        kind: "transient",
        message: `no answer within ${formatDuration(timeoutMs)}`,
    });
}
