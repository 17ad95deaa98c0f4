import type { EcsApiError } from "../../errors/ecs-api-error";

/** The interval at which a refused id is asked for again, alone (C12). */
const ASK_AGAIN_AFTER_MS = 10_000;

/** The ids that ECS refuses. They are kept apart so that they do not make the requests for other ids fail. */
export class Quarantine {
    readonly #refused = new Map<string, { readonly fault: EcsApiError; readonly until: number }>();

    add(id: string, fault: EcsApiError, now: number): void {
        this.#refused.set(id, { fault, until: now + ASK_AGAIN_AFTER_MS });
    }

    release(id: string): void {
        this.#refused.delete(id);
    }

    holds(id: string | undefined): boolean {
        return id !== undefined && this.#refused.has(id);
    }

    /** The error of a refused id, or "ask alone" when it is time to ask again; `undefined` for any other id. */
    refusalOf(id: string, now: number): EcsApiError | "ask alone" | undefined {
        const refused = this.#refused.get(id);
        if (refused === undefined) {
            return undefined;
        }
        return refused.until > now ? refused.fault : "ask alone";
    }
}
