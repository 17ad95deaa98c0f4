import { isAboutIds, saysNotFound } from "../errors/error-codes";
import type { EcsApiError } from "../errors/ecs-api-error";

/** How often a refused id is tried again, alone (C12). */
const TRY_AGAIN_AFTER_MS = 10_000;

/** Ids that ECS refuses: they must not make the requests of others fail. */
export class Quarantine {
    readonly #refused = new Map<string, { fault: EcsApiError; until: number }>();

    /** Whether this kind of error refuses the one id that was asked. */
    isFor({ code }: EcsApiError): boolean {
        return isAboutIds(code) && !saysNotFound(code);
    }

    add(id: string, fault: EcsApiError, now: number): void {
        this.#refused.set(id, { fault, until: now + TRY_AGAIN_AFTER_MS });
    }

    release(id: string): void {
        this.#refused.delete(id);
    }

    /** Why it is refused, or that it is time to try it again. */
    faultOf(id: string, now: number): EcsApiError | "ask alone" | undefined {
        const refused = this.#refused.get(id);
        if (refused === undefined) {
            return undefined;
        }
        return refused.until > now ? refused.fault : "ask alone";
    }
}
