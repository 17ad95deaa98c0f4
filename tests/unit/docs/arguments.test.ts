import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GATE_ARGUMENTS } from "../../../provider/gate/gate";
import { SELECTOR_TEXTS } from "../../../provider/domain/selector";

const ROOT = join(__dirname, "../../..");

function read(page: string): string {
    return readFileSync(join(ROOT, page), "utf8");
}

/** The names in the first column of a table. */
function namesIn(table: string): string[] {
    return table
        .split("\n")
        .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name!));
}

describe("the documents name", () => {
    it("every argument of a gate in the table of the README, and no other", () => {
        const table = /## Options of the gate\n([^]*?)\n## /.exec(read("README.md"))?.[1] ?? "";
        assert.deepEqual(namesIn(table).sort(), [...GATE_ARGUMENTS].sort());
    });

    it("every member of a selector in the table of the page on fleets, and no other", () => {
        const table = /## The selector\n([^]*?)\n## /.exec(read("docs/fleets.md"))?.[1] ?? "";
        assert.deepEqual(namesIn(table).sort(), ["tags", ...SELECTOR_TEXTS].sort());
    });

    for (const call of readdirSync(join(ROOT, "provider/ecs/calls"), { withFileTypes: true })) {
        if (call.isDirectory()) {
            const permission = `ecs:${call.name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
            for (const page of ["README.md", "docs/installation-configuration.md"]) {
                it(`the permission ${permission}: ${page}`, () => {
                    assert.ok(read(page).includes(`\`${permission}\``));
                });
            }
        }
    }
});
