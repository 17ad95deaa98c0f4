/** Names are Apple's, from `mach-o/loader.h`. */
const MH_MAGIC_64 = 0xfeedfacf;
export const LC_SEGMENT_64 = 0x19;
export const LC_CODE_SIGNATURE = 0x1d;

export const HEADER_SIZE = 32;
export const NUMBER_OF_COMMANDS_AT = 16;
export const SIZE_OF_COMMANDS_AT = 20;

/** One load command of an executable for macOS. */
export interface LoadCommand {
    readonly kind: number;
    readonly at: number;
    readonly size: number;
}

/** A part of the file that is mapped into memory. */
export interface Segment {
    readonly name: string;
    /** Where its load command is. */
    readonly at: number;
    readonly fileOffset: number;
    readonly fileSize: number;
    /** Where its sections begin in the file. */
    readonly sectionOffsets: readonly number[];
}

/** @throws Error for a file that is no 64-bit executable for macOS of one processor */
export function loadCommands(file: Buffer): LoadCommand[] {
    if (file.length < HEADER_SIZE || file.readUInt32LE(0) !== MH_MAGIC_64) {
        throw new Error("This is no 64-bit executable for macOS.");
    }
    const commands: LoadCommand[] = [];
    let at = HEADER_SIZE;
    for (let index = 0; index < file.readUInt32LE(NUMBER_OF_COMMANDS_AT); index += 1) {
        const size = file.readUInt32LE(at + 4);
        commands.push({ kind: file.readUInt32LE(at), at, size });
        at += size;
    }
    if (at !== HEADER_SIZE + file.readUInt32LE(SIZE_OF_COMMANDS_AT)) {
        throw new Error("The load commands do not have the size that the header gives.");
    }
    return commands;
}

export function segments(file: Buffer): Segment[] {
    return loadCommands(file)
        .filter(({ kind }) => kind === LC_SEGMENT_64)
        .map(({ at }) => ({
            name: file.toString("latin1", at + 8, at + 24).replace(/\0+$/, ""),
            at,
            fileOffset: Number(file.readBigUInt64LE(at + 40)),
            fileSize: Number(file.readBigUInt64LE(at + 48)),
            sectionOffsets: Array.from({ length: file.readUInt32LE(at + 64) }, (_, index) =>
                file.readUInt32LE(at + 72 + index * 80 + 48),
            ),
        }));
}

export function segment(file: Buffer, name: string): Segment {
    const found = segments(file).find((one) => one.name === name);
    if (found === undefined) {
        throw new Error(`There is no segment ${name}.`);
    }
    return found;
}

/** The pages of arm64; those of x64 are smaller, and fit in them. */
const PAGE_SIZE = 0x4000;

/** Lets the last segment, in which the signature lies, end where the file will. */
export function endLinkEdit(file: Buffer, fileEnd: number): void {
    const { at, fileOffset } = segment(file, "__LINKEDIT");
    const size = fileEnd - fileOffset;
    file.writeBigUInt64LE(BigInt(Math.ceil(size / PAGE_SIZE) * PAGE_SIZE), at + 32);
    file.writeBigUInt64LE(BigInt(size), at + 48);
}
