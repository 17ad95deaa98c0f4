import assert from "node:assert/strict";
import { findEngine } from "../../scripts/engine/find-engine";
import { placesOf } from "../../scripts/engine/places";
import { runCommand } from "../../scripts/prepare/run-command";
import { SCHEMA } from "../../scripts/sdks/generate-sdks";
import { skipWithoutEngine } from "../support/engine-project";
import { withTemporaryFolder } from "../support/temporary-folder";

describe("the schema of the native provider, on the real CLI", () => {
    before(skipWithoutEngine);

    it("passes `pulumi schema check`, without an error or a warning", () =>
        withTemporaryFolder(async (home) => {
            const { engine } = await findEngine(placesOf(process.env));
            assert.ok(engine);
            const env = { PATH: process.env.PATH, HOME: home, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" };
            // the shell joins what is printed to both outputs
            const command = ["-c", '"$0" schema check "$1" 2>&1', engine.pulumi, SCHEMA];
            assert.doesNotMatch(await runCommand("sh", command, { env, hint: "" }), /warning|error/i);
        }));
});
