import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../../..");

/** Each page shows this program, which the tests of the engine run. */
const SHOWN = {
    "README.md": "examples/scaling-group/index.ts",
    "docs/fleets.md": "examples/fleet/index.ts",
} as const;

describe("a page that shows an example", () => {
    for (const [page, program] of Object.entries(SHOWN)) {
        it(`shows it as it is: ${page}`, () => {
            const [text, code] = [page, program].map((file) => readFileSync(join(ROOT, file), "utf8"));
            assert.ok(text!.includes(`\`\`\`ts\n${code}\`\`\`\n`), `${page} should show ${program}`);
        });
    }
});
