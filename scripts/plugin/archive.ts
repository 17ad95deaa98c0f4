import { gzipSync } from "node:zlib";

export interface ArchivedFile {
    readonly name: string;
    readonly content: Buffer;
    readonly isExecutable?: boolean;
}

const BLOCK = 512;

/**
 * A `.tar.gz` without folders. Owner and time are left out: the same files make the same archive, whoever packs them and
 * when.
 */
export function archive(files: readonly ArchivedFile[]): Buffer {
    const parts = files.flatMap(({ name, content, isExecutable = false }) => [
        header(name, content.length, isExecutable),
        content,
        Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK),
    ]);
    return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]), { level: 9 });
}

/** The form `ustar` of POSIX: texts and octal numbers at fixed places. */
function header(name: string, size: number, isExecutable: boolean): Buffer {
    const block = Buffer.alloc(BLOCK);
    if (name.length > 100) {
        throw new Error(`The name is too long: ${name}`);
    }
    const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, "0")}\0`;
    const fields: [at: number, text: string][] = [
        [0, name],
        [100, octal(isExecutable ? 0o755 : 0o644, 8)],
        [108, octal(0, 8)],
        [116, octal(0, 8)],
        [124, octal(size, 12)],
        [136, octal(0, 12)],
        [148, " ".repeat(8)], // counts as spaces in the sum
        [156, "0"],
        [257, "ustar\u000000"],
    ];
    fields.forEach(([at, text]) => block.write(text, at, "latin1"));
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    return block;
}
