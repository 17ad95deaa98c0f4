import type { RecordedRequest } from "../server/recorded-request";

/** The ids of a hundred instances would fill the screen. */
const MAX_IDS = 3;

/** One line for each request: its time, its outcome, and what it asks for. */
export function requestLine(request: RecordedRequest): string {
    const { at, httpStatus, code, regionId, zoneId, pageNumber } = request;
    const parts = [
        new Date(at).toISOString(),
        [httpStatus === 0 ? "no answer" : String(httpStatus), ...(code === undefined ? [] : [code])].join(" "),
        [regionId === "" ? "no region" : regionId, ...(zoneId === undefined ? [] : [zoneId])].join("/"),
        instancesOf(request),
        ...(pageNumber === undefined ? [] : [`page ${pageNumber}`]),
    ];
    // a request must not control the terminal
    return parts.join("  ").replace(/[\u0000-\u001f\u007f-\u009f]/g, "\ufffd");
}

function instancesOf({ instanceIds }: RecordedRequest): string {
    if (instanceIds.length === 0) {
        return "all instances";
    }
    const more = instanceIds.length - MAX_IDS;
    return instanceIds.slice(0, MAX_IDS).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
