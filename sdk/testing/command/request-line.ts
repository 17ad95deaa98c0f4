import type { RecordedRequest } from "../server/recorded-request";

/** A question about a hundred instances should not fill the screen. */
const MAX_IDS = 3;

/** One request on one line: when, what came of it, what was asked. */
export function requestLine(request: RecordedRequest): string {
    const { at, httpStatus, code, regionId, zoneId, pageNumber } = request;
    const parts = [
        new Date(at).toISOString(),
        [httpStatus === 0 ? "no answer" : String(httpStatus), ...(code === undefined ? [] : [code])].join(" "),
        [regionId === "" ? "no region" : regionId, ...(zoneId === undefined ? [] : [zoneId])].join("/"),
        instancesOf(request),
        ...(pageNumber === undefined ? [] : [`page ${pageNumber}`]),
    ];
    // what a request says is no order to the terminal
    return parts.join("  ").replace(/[\u0000-\u001f\u007f-\u009f]/g, "\ufffd");
}

function instancesOf({ instanceIds }: RecordedRequest): string {
    if (instanceIds.length === 0) {
        return "all instances";
    }
    const more = instanceIds.length - MAX_IDS;
    return instanceIds.slice(0, MAX_IDS).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
