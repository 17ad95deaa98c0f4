import type { DescribeInstanceStatusResponse } from "../ecs/ecs-api";
import { isAboutIds, saysNotFound } from "../errors/error-codes";
import { EcsApiError } from "../errors/ecs-api-error";

/** When more ids of one request than this are refused, it is not about ids: the search ends. */
const MOST_REFUSED_IDS = 5;

/** What was answered for some of the ids. */
export type IsolatedAnswer =
    | { readonly ids: readonly string[]; readonly response: DescribeInstanceStatusResponse; readonly fault?: undefined }
    | { readonly ids: readonly string[]; readonly response?: undefined; readonly fault: EcsApiError };

type Ask = (ids: readonly string[]) => Promise<DescribeInstanceStatusResponse>;

/**
 * Asks for some ids, and when ECS refuses because of one of them, halves the request until the id is found: the others
 * get their answers. A connection that the server had closed while it was idle is tried once more at once: that says
 * nothing about ECS.
 */
export async function* askIsolated(chunk: readonly string[], ask: Ask): AsyncGenerator<IsolatedAnswer> {
    const parts: (readonly string[])[] = [chunk];
    let refusedIds = 0;
    let mayTryResetAgain = true;
    for (let ids = parts.shift(); ids !== undefined; ids = parts.shift()) {
        try {
            yield { ids, response: await ask(ids) };
        } catch (error) {
            if (!(error instanceof EcsApiError)) {
                throw error;
            }
            if (error.code === "ECONNRESET" && mayTryResetAgain) {
                mayTryResetAgain = false;
                parts.unshift(ids);
            } else if (saysNotFound(error.code) && ids.length === 1) {
                // the same as a row that is left out
                yield { ids, response: { requestId: error.requestId ?? "", totalCount: 0, rows: [] } };
            } else if (isAboutIds(error.code) && ids.length > 1 && refusedIds < MOST_REFUSED_IDS) {
                const middle = Math.ceil(ids.length / 2);
                parts.unshift(ids.slice(0, middle), ids.slice(middle));
            } else if (error.kind === "throttled" || error.kind === "denied" || error.kind === "credentials") {
                // the rest would hear the same
                yield { ids: [...ids, ...parts.flat()], fault: error };
                return;
            } else {
                refusedIds += Number(isAboutIds(error.code));
                yield { ids, fault: error };
            }
        }
    }
}
