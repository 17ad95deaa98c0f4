import { createHash } from "node:crypto";
import {
    endLinkEdit,
    HEADER_SIZE,
    LC_CODE_SIGNATURE,
    loadCommands,
    NUMBER_OF_COMMANDS_AT,
    segment,
    segments,
    SIZE_OF_COMMANDS_AT,
} from "./image";

/*
 * Names are Apple's, from `cs_blobs.h`. The signature has the form that the linkers of Go and LLVM give to what they link
 * for macOS on other systems: one code directory, no certificate, a checksum for each page.
 */
const CSMAGIC_EMBEDDED_SIGNATURE = 0xfade0cc0;
const CSMAGIC_CODEDIRECTORY = 0xfade0c02;
const CSSLOT_CODEDIRECTORY = 0;
const CS_ADHOC = 0x2;
/** May be replaced by another signature without being asked for. */
const CS_LINKER_SIGNED = 0x20000;
const CS_SUPPORTSEXECSEG = 0x20400;
const CS_HASHTYPE_SHA256 = 2;
const CS_EXECSEG_MAIN_BINARY = 1;

const SUPER_BLOB_SIZE = 20;
const CODE_DIRECTORY_SIZE = 88;
const HASH_SIZE = 32;
const PAGE_BITS = 12;
const PAGE_SIZE = 1 << PAGE_BITS;
const COMMAND_SIZE = 16;

/**
 * The executable with an ad-hoc signature: it says nothing of who made it, only that no page was changed since. Without
 * one an Apple processor does not run it.
 */
export function signAdHoc(unsigned: Buffer, identifier: string): Buffer {
    // signatures begin at a multiple of 16
    const codeSize = Math.ceil(unsigned.length / 16) * 16;
    const code = Buffer.alloc(codeSize);
    unsigned.copy(code);
    const size = SUPER_BLOB_SIZE + codeDirectorySize(codeSize, identifier);
    addCommand(code, codeSize, size);
    endLinkEdit(code, codeSize + size);
    // last, because it covers the header too
    return Buffer.concat([code, superBlob(codeDirectory(code, identifier))]);
}

function addCommand(file: Buffer, from: number, size: number): void {
    if (loadCommands(file).some(({ kind }) => kind === LC_CODE_SIGNATURE)) {
        throw new Error("There is a signature already.");
    }
    const at = HEADER_SIZE + file.readUInt32LE(SIZE_OF_COMMANDS_AT);
    const sections = segments(file).flatMap(({ sectionOffsets }) => sectionOffsets.filter((offset) => offset > 0));
    if (at + COMMAND_SIZE > Math.min(...sections)) {
        throw new Error("There is no room for another load command.");
    }
    file.writeUInt32LE(LC_CODE_SIGNATURE, at);
    file.writeUInt32LE(COMMAND_SIZE, at + 4);
    file.writeUInt32LE(from, at + 8);
    file.writeUInt32LE(size, at + 12);
    file.writeUInt32LE(file.readUInt32LE(NUMBER_OF_COMMANDS_AT) + 1, NUMBER_OF_COMMANDS_AT);
    file.writeUInt32LE(at + COMMAND_SIZE - HEADER_SIZE, SIZE_OF_COMMANDS_AT);
}

function superBlob(directory: Buffer): Buffer {
    const head = Buffer.alloc(SUPER_BLOB_SIZE);
    const words = [
        CSMAGIC_EMBEDDED_SIGNATURE,
        SUPER_BLOB_SIZE + directory.length,
        1,
        CSSLOT_CODEDIRECTORY,
        SUPER_BLOB_SIZE,
    ];
    words.forEach((word, index) => head.writeUInt32BE(word, index * 4));
    return Buffer.concat([head, directory]);
}

function codeDirectory(code: Buffer, identifier: string): Buffer {
    const { fileOffset, fileSize } = segment(code, "__TEXT");
    const hashesAt = CODE_DIRECTORY_SIZE + identifier.length + 1;
    const directory = Buffer.alloc(codeDirectorySize(code.length, identifier));
    const words = [
        CSMAGIC_CODEDIRECTORY,
        directory.length,
        CS_SUPPORTSEXECSEG,
        CS_ADHOC | CS_LINKER_SIGNED,
        hashesAt,
        CODE_DIRECTORY_SIZE,
        0, // no other parts that are signed
        pagesOf(code.length),
        code.length,
    ];
    words.forEach((word, index) => directory.writeUInt32BE(word, index * 4));
    directory.set([HASH_SIZE, CS_HASHTYPE_SHA256, 0, PAGE_BITS], 36);
    directory.writeBigUInt64BE(BigInt(fileOffset), 64);
    directory.writeBigUInt64BE(BigInt(fileSize), 72);
    directory.writeBigUInt64BE(BigInt(CS_EXECSEG_MAIN_BINARY), 80);
    directory.write(identifier, CODE_DIRECTORY_SIZE, "latin1");
    for (let page = 0; page < pagesOf(code.length); page += 1) {
        const content = code.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
        createHash("sha256")
            .update(content)
            .digest()
            .copy(directory, hashesAt + page * HASH_SIZE);
    }
    return directory;
}

function codeDirectorySize(codeSize: number, identifier: string): number {
    return CODE_DIRECTORY_SIZE + identifier.length + 1 + pagesOf(codeSize) * HASH_SIZE;
}

function pagesOf(codeSize: number): number {
    return Math.ceil(codeSize / PAGE_SIZE);
}
