import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HELP_TEXT } from "../../../sdk/testing/command/help-text";
import { ANSWER_FAULTS } from "../../../sdk/testing/faults/fault-table";
import { DELIVERY_FAULTS } from "../../../sdk/testing/faults/fault-table";

const PAGE = readFileSync(join(__dirname, "../../../docs/testing.md"), "utf8");

describe("the page on testing", () => {
    it("names every kind of fault once in its table", () => {
        const rows = /\| what goes wrong \| kinds \|\n([^]*?)\n\n/.exec(PAGE)?.[1] ?? "";
        const named = [...rows.replaceAll(/\(.*?\)/g, "").matchAll(/`(\w+)`/g)].map(([, kind]) => kind);
        const kinds = [...Object.keys(ANSWER_FAULTS), ...Object.keys(DELIVERY_FAULTS)];
        assert.deepEqual(named.sort(), kinds.sort());
    });

    it("shows the help of the command as it is printed", () => {
        assert.ok(PAGE.includes(`\`\`\`text\n${HELP_TEXT}\`\`\``));
    });
});
