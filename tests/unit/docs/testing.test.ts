import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HELP_TEXT } from "../../../sdk/testing/command/help-text";
import { FAULT_ANSWERS } from "../../../sdk/testing/faults/fault-answers";
import { FAULT_DELIVERIES } from "../../../sdk/testing/faults/fault-deliveries";

const PAGE = readFileSync(join(__dirname, "../../../docs/testing.md"), "utf8");

describe("the page on testing", () => {
    it("names every kind of fault once in its table", () => {
        const rows = /\| what goes wrong \| kinds \|\n([^]*?)\n\n/.exec(PAGE)?.[1] ?? "";
        const named = [...rows.replaceAll(/\(.*?\)/g, "").matchAll(/`(\w+)`/g)].map(([, kind]) => kind);
        const kinds = [...Object.keys(FAULT_ANSWERS), ...Object.keys(FAULT_DELIVERIES)];
        assert.deepEqual(named.sort(), kinds.sort());
    });

    it("shows the help of the command as it is printed", () => {
        assert.ok(PAGE.includes(`\`\`\`text\n${HELP_TEXT}\`\`\``));
    });
});
