import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../../scripts/engine/places";
import { generateSdks, SDK_FOLDERS } from "../../scripts/sdks/generate-sdks";
import { SET_UP_TIMEOUT_MS } from "../support/set-up-timeout";
import { filesIn } from "./support/sdk-files";

describe("the SDKs of the native provider", () => {
    let generated: Awaited<ReturnType<typeof generateSdks>>;
    before(async function () {
        this.timeout(SET_UP_TIMEOUT_MS);
        generated = await generateSdks();
    });

    for (const folder of SDK_FOLDERS) {
        it(`sdk/${folder} is what the generators make of the schema, to the byte (else: make sdks)`, () => {
            const files = generated.get(folder);
            assert.ok(files !== undefined && files.size > 0);
            assert.deepEqual(filesIn(`sdk/${folder}`), [...files.keys()].sort());
            const changed = [...files].filter(
                ([path, content]) => !readFileSync(join(REPOSITORY, "sdk", folder, path)).equals(content),
            );
            assert.deepEqual(
                changed.map(([path]) => path),
                [],
            );
        });
    }

    it("are generated the same every time", async () => {
        assert.deepEqual(await generateSdks(), generated);
    });
});
