import type { InstanceStatusPage } from "../ecs/ecs-api";
import type { RateLimiter } from "../poll/pace/rate-limiter";

/** One answer is reused for this long: gates whose instances are missing usually fail at the same time. */
const ANSWER_KEPT_MS = 60_000;

interface Probe {
    readonly askedAt: number;
    readonly controller: AbortController;
    readonly answer: Promise<boolean | undefined>;
    askers: number;
}

/** Asks for one page of the region. */
type AskForPage = (page: { pageNumber: number; pageSize: number }, signal: AbortSignal) => Promise<InstanceStatusPage>;

/** Finds out whether ECS lists any instance of the region, with one request for all waits that ask (C8). */
export class RegionProbe {
    readonly #askForPage: AskForPage;
    readonly #limiter: RateLimiter;
    #probe: Probe | undefined;

    constructor(askForPage: AskForPage, limiter: RateLimiter) {
        this.#askForPage = askForPage;
        this.#limiter = limiter;
    }

    /** @returns `undefined` when there is no answer, or none before `signal` fires */
    async listsAnything(signal: AbortSignal): Promise<boolean | undefined> {
        const probe = signal.aborted ? undefined : this.#current(performance.now());
        if (probe === undefined) {
            return undefined;
        }
        let onAbort = (): void => undefined;
        const gaveUp = new Promise<undefined>((resolve) => (onAbort = () => resolve(undefined)));
        signal.addEventListener("abort", onAbort, { once: true });
        probe.askers += 1;
        try {
            return await Promise.race([probe.answer, gaveUp]);
        } finally {
            signal.removeEventListener("abort", onAbort);
            probe.askers -= 1;
            if (probe.askers === 0 && signal.aborted) {
                this.#probe = undefined;
                probe.controller.abort();
            }
        }
    }

    #current(now: number): Probe | undefined {
        if (this.#probe !== undefined && (this.#probe.askers > 0 || now - this.#probe.askedAt < ANSWER_KEPT_MS)) {
            return this.#probe;
        }
        if (this.#limiter.nextAt(now, 1) > now) {
            return undefined;
        }
        this.#limiter.take(now);
        const controller = new AbortController();
        this.#probe = { askedAt: now, controller, answer: this.#ask(controller.signal), askers: 0 };
        return this.#probe;
    }

    async #ask(signal: AbortSignal): Promise<boolean | undefined> {
        try {
            return (await this.#askForPage({ pageNumber: 1, pageSize: 1 }, signal)).totalCount > 0;
        } catch {
            return undefined; // best effort: the error of the wait then names both causes
        }
    }
}
