import type { ObservedInstance } from "../../instances/live-instance";
import { invalid, optional, readPage, type Page, type Parameters } from "../parameters";
import { readToken, writeToken } from "./next-token";

const MIN_RESULTS = 10;
const MAX_RESULTS = 100;
const MAX_PAGE_SIZE = 100;

/** The page that is asked for, and the token of the one after it; `""` for the last page. */
export interface TokenPage {
    rows: readonly ObservedInstance[];
    figures: ReturnType<Page["figures"]>;
    nextToken: string;
}

/**
 * By token where `MaxResults` or `NextToken` is sent, else by number.
 *
 * @returns takes a page from all rows, which are sorted by id
 * @throws ApiError
 */
export function readTokenPage(parameters: Parameters, query: string): (all: readonly ObservedInstance[]) => TokenPage {
    const maxResults = optional(parameters, "MaxResults");
    const nextToken = optional(parameters, "NextToken");
    if (maxResults === undefined && nextToken === undefined) {
        const page = readPage(parameters, MAX_PAGE_SIZE);
        return (all) => ({ rows: page.cut(all), figures: page.figures(all.length), nextToken: "" });
    }
    const size = readMaxResults(maxResults);
    const after = nextToken === undefined ? "" : readToken(query, nextToken);
    return (all) => {
        const left = all.filter(({ instance }) => instance.instanceId > after);
        const rows = left.slice(0, size);
        return {
            rows,
            figures: { PageSize: size, PageNumber: 1, TotalCount: all.length },
            nextToken: left.length > size ? writeToken(query, rows.at(-1)?.instance.instanceId ?? "") : "",
        };
    };
}

/** Numbers out of range count as the nearest one in it. */
function readMaxResults(text = ""): number {
    if (!/^\d{0,9}$/.test(text)) {
        throw invalid("MaxResults");
    }
    return Math.min(Math.max(Number(text), MIN_RESULTS), MAX_RESULTS);
}
