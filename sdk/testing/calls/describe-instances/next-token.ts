import { createHash } from "node:crypto";

import { ApiError } from "../../server/api-error";

const CHECKSUM_LENGTH = 16;

/**
 * Where the next page begins. It belongs to its query, and cannot be read or altered by accident.
 *
 * @param query - the same text for the same query
 * @param lastId - the last id of this page. Ids stay where they are when other instances come and go.
 */
export function writeToken(query: string, lastId: string): string {
    return Buffer.from(`${checksum(query, lastId)}${lastId}`).toString("base64url");
}

/**
 * @returns the last id of the page before
 * @throws ApiError for a token of another query, or none of the emulator
 */
export function readToken(query: string, token: string): string {
    const lastId = Buffer.from(token, "base64url").toString("utf8").slice(CHECKSUM_LENGTH);
    // written again and compared whole: decoding skips characters that do not belong
    if (writeToken(query, lastId) !== token) {
        throw new ApiError("InvalidParameter.NextToken");
    }
    return lastId;
}

function checksum(query: string, lastId: string): string {
    return createHash("sha256").update(`${query}\n${lastId}`).digest("hex").slice(0, CHECKSUM_LENGTH);
}
