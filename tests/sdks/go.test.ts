import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../../scripts/engine/places";
import { goEnvironment } from "../../scripts/prepare/go-program";
import { runCommand } from "../../scripts/prepare/run-command";
import { PACKAGE } from "../../scripts/schema/package-facts";
import { SET_UP_TIMEOUT_MS } from "../support/set-up-timeout";

const HINT = "The Go SDK is compiled with Go 1.25.11 or later: https://go.dev/doc/install";
const SDK = join(REPOSITORY, "sdk/go");
const EXAMPLE = join(REPOSITORY, "examples/native/go");

describe("the Go SDK", function () {
    this.timeout(SET_UP_TIMEOUT_MS);

    it("compiles with the versions that it pins", async () => {
        await runCommand("go", ["build", "-mod=readonly", "./..."], { cwd: SDK, env: goEnvironment(), hint: HINT });
    });

    it("has both resources, both functions and the provider, named as in Go", async () => {
        const { importBasePath } = PACKAGE.language.go;
        const documented = await runCommand("go", ["doc", "-short", importBasePath], {
            cwd: SDK,
            env: goEnvironment(),
            hint: HINT,
        });
        for (const name of [
            "func GetInstanceStatus(",
            "func LookupInstanceStatuses(", // Pulumi's name for a function beside a resource of the same name
            "func NewInstanceStatusGate(",
            "func NewInstanceStatuses(",
            "func NewProvider(",
        ]) {
            assert.ok(documented.includes(name) || documented.includes(name.slice(5)), `${name} in:\n${documented}`);
        }
    });

    it("compiles the example, which says the module path that the schema says", async () => {
        assert.ok(readFileSync(join(EXAMPLE, "main.go"), "utf8").includes(`"${PACKAGE.language.go.importBasePath}"`));
        const build = ["build", "-mod=readonly", "-o", "/dev/null", "."];
        await runCommand("go", build, { cwd: EXAMPLE, env: goEnvironment(), hint: HINT });
    });
});
