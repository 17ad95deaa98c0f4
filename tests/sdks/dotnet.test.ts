import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../../provider/version";
import { REPOSITORY } from "../../scripts/engine/places";
import { runCommand } from "../../scripts/prepare/run-command";
import { SET_UP_TIMEOUT_MS } from "../support/set-up-timeout";
import { withTemporaryFolder } from "../support/temporary-folder";
import { copyFolder } from "./support/sdk-files";

const SDK = join(REPOSITORY, "sdk/dotnet");
const PROJECT = "Pulumi.AlicloudInstanceStatus.csproj";
const hasDotnet = spawnSync("dotnet", ["--version"]).status === 0;

describe("the .NET SDK", function () {
    this.timeout(SET_UP_TIMEOUT_MS);

    it("names the plugin that it needs, and has all files that its project names", () => {
        const plugin = JSON.parse(readFileSync(join(SDK, "pulumi-plugin.json"), "utf8")) as unknown;
        assert.deepEqual(plugin, { resource: true, name: "alicloud-instance-status", version: VERSION });
        assert.equal(readFileSync(join(SDK, "version.txt"), "utf8"), VERSION);
        const project = readFileSync(join(SDK, PROJECT), "utf8");
        for (const [, file] of project.matchAll(/ Include="([^"]+\.(?:txt|json|png))"/g)) {
            assert.ok(existsSync(join(SDK, file ?? "")), `${file} is named in ${PROJECT}`);
        }
    });

    if (hasDotnet) {
        it("compiles, and so does the example that uses it", () =>
            withTemporaryFolder(async (folder) => {
                copyFolder("sdk/dotnet", join(folder, "sdk"));
                const example = join(folder, "example");
                copyFolder("examples/native/dotnet", example);
                const project = join(example, "InstanceStatusQuickstart.csproj");
                const fromSources = `<ProjectReference Include="../sdk/${PROJECT}" />`;
                writeFileSync(
                    project,
                    readFileSync(project, "utf8").replace(
                        /<PackageReference [^>]*AlicloudInstanceStatus[^>]*>/,
                        fromSources,
                    ),
                );
                await runCommand("dotnet", ["build", project], { cwd: example, hint: "" });
            }));
    } else {
        it("has both resources, both functions and the provider (NOT COMPILED: there is no dotnet on this machine)", () => {
            for (const name of [
                "InstanceStatusGate",
                "InstanceStatuses",
                "Provider",
                "GetInstanceStatus",
                "GetInstanceStatuses",
            ]) {
                const source = readFileSync(join(SDK, `${name}.cs`), "utf8");
                assert.match(source, /namespace Pulumi\.AlicloudInstanceStatus\b/);
                assert.match(source, new RegExp(`public (?:partial |static )class ${name}\\b`));
            }
        });
    }
});
