import { cpus, release, totalmem, type } from "node:os";
import type { Section, Table, Verdict } from "./section";

const WORDS = { true: "reached", false: "**missed**", undefined: "not in this run" };

/** The whole report in Markdown. */
export function toMarkdown(sections: readonly Section[], command: string, tookMs: number): string {
    const verdicts = sections.flatMap((section) => section.verdicts);
    const missed = verdicts.filter(({ reached }) => reached === false).length;
    return (
        [
            "# Results of the bench",
            `\`${command}\`, ${new Date().toISOString().slice(0, 10)}, in ${Math.round(tookMs / 1_000)} s on ${machine()}.`,
            `${verdicts.length} targets, ${missed === 0 ? "none" : missed} missed. ` +
                "The run writes this file. The text above each table says what is measured, and how.",
            markdownTable(verdictTable(verdicts)),
            ...sections.flatMap(({ title, how, tables }) => [`## ${title}`, how, ...tables.map(markdownTable)]),
        ].join("\n\n") + "\n"
    );
}

export function printSection({ title, how, tables, verdicts }: Section): void {
    console.log(`\n=== ${title}\n${how}`);
    for (const table of [...tables, verdictTable(verdicts)]) {
        console.log(`\n${textTable(table)}`);
    }
}

export function verdictTable(verdicts: readonly Verdict[]): Table {
    return {
        header: ["measure", "target", "measured", ""],
        rows: verdicts.map(({ measure, target, measured, reached }) => [
            measure,
            target,
            measured,
            WORDS[`${reached}`],
        ]),
    };
}

/** No host name and no path: the file is published. */
function machine(): string {
    const [core] = cpus();
    const gigabytes = Math.round(totalmem() / 2 ** 30);
    const cores = `${cpus().length} cores (${core?.model.trim() ?? "unknown"})`;
    return `${cores}, ${gigabytes} GB, ${type()} ${release().split("-")[0]}, Node ${process.version}`;
}

function markdownTable({ header, rows }: Table): string {
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

export function textTable({ header, rows }: Table): string {
    const all = [header, ...rows];
    const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
    return all
        .map((row) =>
            row
                .map((cell, column) => cell.padEnd(widths[column] ?? 0))
                .join("  ")
                .trimEnd(),
        )
        .join("\n");
}
