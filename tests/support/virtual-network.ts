import { EcsApiError } from "../../provider/errors";
import { classifyError } from "../../provider/errors/error-codes";
import type { TimedRequest } from "./answer-age";

/** What happens to a request instead of an answer: an error code, "hang" (no answer for 10 s), or nothing special. */
export type Misfortune = string | { code: string; retryAfterMs?: number } | undefined;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What is between a client and a virtual ECS, in virtual time. It keeps every request. */
export class VirtualNetwork<Request extends TimedRequest> {
    readonly requests: Request[] = [];
    /** How many requests are under way, and the most there ever were. */
    underWay = 0;
    mostUnderWay = 0;
    readonly #startedAt = performance.now();
    readonly #latencyMs: number | ((request: Request, number: number) => number);
    readonly #misfortune: (request: Request, number: number) => Misfortune;

    constructor(options: {
        /** How long an answer takes; it tells what is at its end. */
        readonly latencyMs?: number | ((request: Request, number: number) => number) | undefined;
        readonly misfortune?: ((request: Request, number: number) => Misfortune) | undefined;
    }) {
        this.#latencyMs = options.latencyMs ?? 0;
        this.#misfortune = options.misfortune ?? (() => undefined);
    }

    /** Milliseconds since the world began. */
    get now(): number {
        return performance.now() - this.#startedAt;
    }

    /** @param answer - is called in the moment of the answer */
    async send<Answer>(
        request: Request,
        action: string,
        signal: AbortSignal | undefined,
        answer: (kept: Request) => Answer,
    ): Promise<Answer> {
        signal?.throwIfAborted();
        const misfortune = this.#misfortune(request, this.requests.length + 1);
        const kept: Mutable<Request> =
            misfortune === undefined ? request : { ...request, fault: JSON.stringify(misfortune) };
        this.requests.push(kept);
        this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
        try {
            const latencyMs =
                typeof this.#latencyMs === "number" ? this.#latencyMs : this.#latencyMs(request, this.requests.length);
            await pause(misfortune === "hang" ? 10_000 : latencyMs, signal);
            if (misfortune === "hang") {
                throw new EcsApiError({ code: "RequestTimeout", kind: "transient", message: "no answer within 10s" });
            }
            if (misfortune !== undefined) {
                throw errorOf(misfortune, action);
            }
            const answered = answer(kept);
            kept.answeredAt = this.now;
            return answered;
        } catch (error) {
            if (error instanceof EcsApiError) {
                kept.fault ??= error.code;
            }
            throw error;
        } finally {
            kept.endedAt = this.now;
            this.underWay -= 1;
        }
    }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
        if (ms === 0) {
            resolve();
            return;
        }
        const onAbort = (): void => {
            clearTimeout(timer);
            reject(signal?.reason as Error);
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener("abort", onAbort);
            resolve();
        }, ms);
        signal?.addEventListener("abort", onAbort, { once: true });
    });
}

function errorOf(misfortune: string | { code: string; retryAfterMs?: number }, action: string): EcsApiError {
    const { code, retryAfterMs } = typeof misfortune === "string" ? { code: misfortune } : misfortune;
    const transport = /^E[A-Z]+$/.test(code);
    return new EcsApiError({
        code,
        kind: transport ? "transient" : classifyError(code),
        message: `the world says ${code}`,
        retryAfterMs,
        ...(transport ? {} : { action, requestId: `refused-${code}` }),
    });
}
