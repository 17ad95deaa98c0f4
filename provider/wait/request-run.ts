import { MAX_IDS_PER_REQUEST } from "../domain/instance-ids";
import type { EcsApi } from "../ecs/ecs-api";
import { sleep } from "../time/sleep";
import { askIsolated, type IsolatedAnswer } from "./ask-isolated";
import type { RequestBudget } from "./request-budget";
import type { ThrottleGuard } from "./throttle-guard";

/** What came back for some of the ids, and when they had been asked for. */
export type RunAnswer = IsolatedAnswer & { readonly sentAt: number };

/** One request for up to 50 ids, with whatever it takes to find one among them that ECS refuses. */
export class RequestRun {
    readonly ids: readonly string[];
    readonly #controller = new AbortController();
    #answeredIds = 0;

    constructor(ids: readonly string[]) {
        this.ids = ids;
    }

    /** Whether it was given up because nobody waited for it any more. */
    get isAbandoned(): boolean {
        return this.#controller.signal.aborted;
    }

    abandon(): void {
        if (this.isAbandoned || this.#answeredIds >= this.ids.length) {
            return; // there is nothing left to end: its last answer is being handed out
        }
        this.#controller.abort(new Error("nobody waits for this request any more"));
    }

    /**
     * @param budget - what the first request has been taken out of already; what it is split into may have to wait
     * @param throttle - while ECS throttles, what the first request is split into waits too
     */
    async *answers(
        api: EcsApi,
        regionId: string,
        budget: RequestBudget,
        throttle: Pick<ThrottleGuard, "pausedUntil">,
    ): AsyncGenerator<RunAnswer> {
        const { signal } = this.#controller;
        let isFirst = true;
        let sentAt = 0;
        const answers = askIsolated(this.ids, async (instanceIds) => {
            if (!isFirst) {
                await takeWhenAllowed(budget, throttle, signal);
            }
            isFirst = false;
            sentAt = performance.now();
            return api.describeInstanceStatus(
                { regionId, instanceIds, pageNumber: 1, pageSize: MAX_IDS_PER_REQUEST },
                signal,
            );
        });
        for await (const answer of answers) {
            this.#answeredIds += answer.ids.length;
            yield { ...answer, sentAt };
        }
    }
}

async function takeWhenAllowed(
    budget: RequestBudget,
    throttle: Pick<ThrottleGuard, "pausedUntil">,
    signal: AbortSignal,
): Promise<void> {
    for (;;) {
        const now = performance.now();
        const allowedAt = Math.max(budget.nextAt(now, 1), throttle.pausedUntil);
        if (allowedAt <= now) {
            budget.take(now); // in the same breath as the question: nobody else may get this one
            return;
        }
        await sleep(allowedAt - now, signal);
    }
}
