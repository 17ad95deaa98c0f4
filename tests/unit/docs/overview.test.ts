import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildOverview } from "../../../scripts/schema/overview";

const DOCS = join(__dirname, "../../../docs");

describe("the pages for Pulumi's Registry", () => {
    it("begin with the quickstarts as they are (else: make sdks)", () => {
        assert.equal(readFileSync(join(DOCS, "_index.md"), "utf8"), buildOverview());
    });

    for (const page of ["_index.md", "installation-configuration.md"]) {
        it(`have front matter and no link that leads nowhere outside this repository: ${page}`, () => {
            const text = readFileSync(join(DOCS, page), "utf8");
            assert.match(text, /^---\ntitle: .+\nmeta_desc: .+\nlayout: package\n---\n/);
            assert.doesNotMatch(text, /\]\((?!https:\/\/|#)/);
        });
    }
});
