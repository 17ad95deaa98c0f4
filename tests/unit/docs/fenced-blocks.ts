/** A block of code in a document. */
export interface FencedBlock {
    /** Path of the document from the root of the repository. */
    readonly file: string;
    /** Line of the document, from 1, that the code begins on. */
    readonly line: number;
    /** What stands behind the fence; `""` when nothing does. */
    readonly language: string;
    readonly code: string;
}

/** All blocks of a document in Markdown: what is between ``` and ```, or between ~~~ and ~~~. */
export function fencedBlocks(file: string, text: string): FencedBlock[] {
    const blocks: FencedBlock[] = [];
    let open: { fence: string; indent: number; language: string; line: number; code: string[] } | undefined;
    for (const [index, line] of text.split("\n").entries()) {
        const [, indent = "", fence, language = ""] = /^( *)(`{3,}|~{3,}) *([^`\s]*)/.exec(line) ?? [];
        if (open === undefined) {
            open =
                fence === undefined ? undefined : { fence, indent: indent.length, language, line: index + 2, code: [] };
        } else if (fence?.startsWith(open.fence) === true && line.trim() === fence) {
            blocks.push({ file, line: open.line, language: open.language, code: `${open.code.join("\n")}\n` });
            open = undefined;
        } else {
            open.code.push(line.replace(new RegExp(`^ {0,${open.indent}}`), ""));
        }
    }
    if (open !== undefined) {
        throw new Error(`${file}:${open.line - 1}: this block does not end`);
    }
    return blocks;
}

/** The same of a source file: what stands in its comments, on the lines on which it stands there. */
export function fencedBlocksInComments(file: string, source: string): FencedBlock[] {
    const lines = source.split("\n").map((line) => /^ *\* ?(.*)$/.exec(line)?.[1] ?? "");
    return fencedBlocks(file, lines.join("\n"));
}
