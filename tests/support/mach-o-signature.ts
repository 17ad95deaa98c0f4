import { createHash } from "node:crypto";

/** What a signature of an executable for macOS says, as far as this looks at it. */
export interface MachOSignature {
    readonly identifier: string;
    readonly flags: number;
    readonly pages: number;
    /** The pages that are not as they were signed. */
    readonly changedPages: readonly number[];
}

/**
 * Reads the signature of an executable and compares each page with its checksum, as the kernel of macOS does. Shares no
 * code with what signs.
 *
 * @throws Error when the signature is not where it has to be
 */
export function readMachOSignature(file: Buffer): MachOSignature {
    let linkEditEnd = 0;
    let place: [from: number, size: number] | undefined;
    for (let at = 32, left = file.readUInt32LE(16); left > 0; left -= 1, at += file.readUInt32LE(at + 4)) {
        const command = file.readUInt32LE(at);
        if (command === 0x19 && file.toString("latin1", at + 8, at + 18) === "__LINKEDIT") {
            linkEditEnd = Number(file.readBigUInt64LE(at + 40) + file.readBigUInt64LE(at + 48));
        } else if (command === 0x1d) {
            place = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 12)];
        }
    }
    if (place === undefined) {
        throw new Error("there is no signature");
    }
    const [from, size] = place;
    if (from % 16 !== 0 || from + size !== file.length || linkEditEnd !== file.length) {
        throw new Error(`the signature is not at the end: ${from} + ${size}, ${linkEditEnd}, ${file.length}`);
    }
    const blob = file.subarray(from);
    const directory = blob.subarray(blob.readUInt32BE(16));
    if (blob.readUInt32BE(0) !== 0xfade0cc0 || directory.readUInt32BE(0) !== 0xfade0c02) {
        throw new Error("the signature is no code directory");
    }
    const [hashesAt, identifierAt] = [directory.readUInt32BE(16), directory.readUInt32BE(20)];
    const [pages, limit] = [directory.readUInt32BE(28), directory.readUInt32BE(32)];
    const pageSize = 2 ** (directory[39] ?? 0);
    if (limit !== from || pages !== Math.ceil(limit / pageSize)) {
        throw new Error("the signature does not cover the whole file");
    }
    const changedPages = Array.from({ length: pages }, (_, page) => page).filter((page) => {
        const content = file.subarray(page * pageSize, Math.min((page + 1) * pageSize, limit));
        const expected = directory.subarray(hashesAt + page * 32, hashesAt + (page + 1) * 32);
        return !createHash("sha256").update(content).digest().equals(expected);
    });
    const identifier = directory.toString("latin1", identifierAt, directory.indexOf(0, identifierAt));
    return { identifier, flags: directory.readUInt32BE(12), pages, changedPages };
}
