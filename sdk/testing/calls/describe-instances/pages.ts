import { invalid, optional, readPager } from "../parameters";
import type { Pager, Parameters } from "../parameters";
import { readToken, writeToken } from "./next-token";

const MIN_RESULTS = 10;
const MAX_RESULTS = 100;

/**
 * By token where `MaxResults` or `NextToken` is sent, else by number. The rows are sorted by id, and the last page has an
 * empty token.
 *
 * @param query - the same text for the same query
 * @throws ApiError
 */
export function readTokenPager(parameters: Parameters, query: string): Pager {
    const maxResults = optional(parameters, "MaxResults");
    const nextToken = optional(parameters, "NextToken");
    if (maxResults === undefined && nextToken === undefined) {
        const pager = readPager(parameters, MAX_RESULTS);
        return (all) => {
            const { rows, figures } = pager(all);
            return { rows, figures: { ...figures, NextToken: "" } };
        };
    }
    const size = readMaxResults(maxResults);
    const after = nextToken === undefined ? "" : readToken(query, nextToken);
    return (all) => {
        const left = all.filter(({ instance }) => instance.instanceId > after);
        const rows = left.slice(0, size);
        const last = left.length > size ? rows.at(-1) : undefined;
        const NextToken = last === undefined ? "" : writeToken(query, last.instance.instanceId);
        return { rows, figures: { PageSize: size, PageNumber: 1, TotalCount: all.length, NextToken } };
    };
}

/** Numbers out of range count as the nearest one in it. */
function readMaxResults(text = ""): number {
    if (!/^\d{0,9}$/.test(text)) {
        throw invalid("MaxResults");
    }
    return Math.min(Math.max(Number(text), MIN_RESULTS), MAX_RESULTS);
}
