import type { RecordedRequest } from "../server/recorded-request";

/** The ids of a hundred instances would fill the screen. */
const MAX_IDS = 3;

/** Only the others are named. */
const USUAL_ACTION = "DescribeInstanceStatus";

/** One line for each request: its time, its outcome, and what it asks for. */
export function requestLine(request: RecordedRequest): string {
    const { at, httpStatus, code, action = USUAL_ACTION, regionId, zoneId, pageNumber, nextToken } = request;
    const parts = [
        new Date(at).toISOString(),
        [httpStatus === 0 ? "no answer" : String(httpStatus), ...(code === undefined ? [] : [code])].join(" "),
        ...(action === USUAL_ACTION ? [] : [action]),
        [regionId === "" ? "no region" : regionId, ...(zoneId === undefined ? [] : [zoneId])].join("/"),
        ...subjectsOf(request),
        ...(pageNumber === undefined ? [] : [`page ${pageNumber}`]),
        ...(nextToken === undefined ? [] : ["next page"]),
    ];
    // a request must not control the terminal
    return parts.join("  ").replace(/[\u0000-\u001f\u007f-\u009f]/g, "\ufffd");
}

function subjectsOf({ instanceIds, selector = {}, status, healthStatus }: RecordedRequest): string[] {
    const { tags = {}, ...others } = selector;
    // the zone is shown with the region
    const named = { ...others, zoneId: undefined, status, health: healthStatus };
    const filters = [...Object.entries(tags), ...Object.entries(named)].flatMap(([name, value]) =>
        value === undefined ? [] : [value === "" ? name : `${name}=${value}`],
    );
    const more = instanceIds.length - MAX_IDS;
    const ids = instanceIds.slice(0, MAX_IDS).join(", ") + (more > 0 ? ` and ${more} more` : "");
    const subjects = [...(ids === "" ? [] : [ids]), ...filters];
    return subjects.length === 0 ? ["all instances"] : subjects;
}
