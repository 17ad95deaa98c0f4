import type { EcsApiError } from "../errors/ecs-api-error";

/** How often a refused id is asked for again, alone (C12). */
const ASK_AGAIN_AFTER_MS = 10_000;

/** The ids that ECS refuses: they must not make the requests of others fail. */
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

    /** Why ECS refuses the id, or that it is time to ask for it again, alone. */
    refusalOf(id: string, now: number): EcsApiError | "ask alone" | undefined {
        const refused = this.#refused.get(id);
        if (refused === undefined) {
            return undefined;
        }
        return refused.until > now ? refused.fault : "ask alone";
    }
}
