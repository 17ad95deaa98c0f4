import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** All rows of the API document: its operation, parameters, response, status values, samples and errors. */
const ROWS = [
    ["O", 7],
    ["P", 7],
    ["R", 10],
    ["V", 5],
    ["Q", 5],
    ["S", 3],
    ["E", 4],
].flatMap(([letter, count]) => Array.from({ length: Number(count) }, (_, index) => `${letter}${index + 1}`));

interface TableRow {
    readonly row: string;
    readonly file: string;
    readonly title: string;
}

function tableOfReadme(): TableRow[] {
    const text = readFileSync(join(__dirname, "../../README.md"), "utf8");
    return [...text.matchAll(/^\| ([A-Z]\d+) +\| `([\w-]+)` › (.+?) +\|$/gm)].map(([, row, file, title]) => ({
        row: row!,
        file: `${file}.test.ts`,
        title: title!,
    }));
}

/** The titles that are written in the tests of this folder: `"P1 …: …"`, whole and on one line. */
function titlesWritten(): TableRow[] {
    const files = readdirSync(__dirname).filter((file) => file.endsWith(".test.ts"));
    return files.flatMap((file) =>
        [...readFileSync(join(__dirname, file), "utf8").matchAll(/^ +(?:it\(|\[)?"(([A-Z]\d+) [^"]+)",/gm)].map(
            ([, title, row]) => ({ row: row!, file, title: title! }),
        ),
    );
}

describe("the table of the API document", () => {
    it("has every row of the document once, in its order", () => {
        assert.deepEqual(
            tableOfReadme().map(({ row }) => row),
            ROWS,
        );
    });

    it("names tests that exist, by file and title, and all of them", () => {
        const byRow = (left: TableRow, right: TableRow): number => ROWS.indexOf(left.row) - ROWS.indexOf(right.row);
        assert.deepEqual(tableOfReadme(), titlesWritten().sort(byRow));
    });
});
