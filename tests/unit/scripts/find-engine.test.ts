import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findEngine, type Search } from "../../../scripts/engine/find-engine";
import { type Places, placesOf } from "../../../scripts/engine/places";
import { ALL_HELPERS, writeFakeCli } from "../../support/fake-cli";
import { withTemporaryFolder } from "../../support/temporary-folder";

/** Lays out a world with `arrange` and searches it. */
function searchIn(arrange: (places: Places) => void): Promise<Search & { folder: string }> {
    return withTemporaryFolder(async (folder) => {
        const places = {
            path: [join(folder, "path-1"), join(folder, "path-2")],
            pulumiHome: join(folder, "pulumi-home"),
            cache: join(folder, "cache", "v3.259.0"),
        };
        arrange(places);
        return { ...(await findEngine(places)), folder };
    });
}

describe("findEngine", () => {
    it("finds nothing in an empty world, and passes over nothing", async () => {
        const { engine, rejected } = await searchIn(() => undefined);
        assert.equal(engine, undefined);
        assert.deepEqual(rejected, []);
    });

    it("takes a CLI on PATH before all others", async () => {
        const { engine, folder } = await searchIn(({ path, pulumiHome, cache }) => {
            writeFakeCli(path[1]!, { version: "v3.150.0" });
            writeFakeCli(join(pulumiHome, "versions", "3.260.0", "bin"));
            writeFakeCli(join(cache, "bin"));
        });
        const bin = join(folder, "path-2");
        assert.deepEqual(engine, { pulumi: join(bin, "pulumi"), bin, version: "v3.150.0", origin: "found on PATH" });
    });

    it("finds the helpers beside the real path of a linked CLI, and in other folders of PATH", async () => {
        const linked = await searchIn(({ path, cache }) => {
            mkdirSync(path[0]!);
            symlinkSync(writeFakeCli(join(cache, "..", "elsewhere")), join(path[0]!, "pulumi"));
        });
        assert.equal(linked.engine?.pulumi, join(linked.folder, "path-1", "pulumi"));
        assert.equal(linked.engine.bin, join(linked.folder, "cache", "elsewhere"));

        const spread = await searchIn(({ path }) => {
            writeFakeCli(path[0]!, { helpers: [] });
            mkdirSync(path[1]!);
            for (const helper of ALL_HELPERS) {
                writeFileSync(join(path[1]!, helper), "", { mode: 0o755 });
            }
        });
        assert.equal(spread.engine?.bin, join(spread.folder, "path-1"));
    });

    it("takes the newest version in the Pulumi folder, counting 3.9 before 3.200", async () => {
        const { engine } = await searchIn(({ pulumiHome }) => {
            for (const version of ["3.200.0", "3.190.0", "3.200.1", "3.9.0"]) {
                writeFakeCli(join(pulumiHome, "versions", version, "bin"), { version: `v${version}` });
            }
        });
        assert.equal(engine?.version, "v3.200.1");
        assert.equal(engine.origin, "found in the Pulumi folder");
    });

    it("takes the bin folder of the Pulumi folder when no version folder is usable", async () => {
        const { engine, folder, rejected } = await searchIn(({ pulumiHome }) => {
            writeFakeCli(join(pulumiHome, "versions", "3.200.0", "bin"), { helpers: [] });
            writeFakeCli(join(pulumiHome, "bin"));
        });
        assert.equal(engine?.pulumi, join(folder, "pulumi-home", "bin", "pulumi"));
        assert.equal(rejected.length, 1);
    });

    it("takes our own earlier result last, and knows how it came about", async () => {
        const { engine } = await searchIn(({ cache }) => {
            writeFakeCli(join(cache, "bin"));
            writeFileSync(join(cache, "origin"), "built from source\n");
        });
        assert.equal(engine?.origin, "built from source");
    });

    for (const [what, cli, why] of [
        [
            "without a Node host",
            { helpers: ["pulumi-resource-pulumi-nodejs"] },
            "has no pulumi-language-nodejs beside it",
        ],
        [
            "without the plugin of dynamic resources",
            { helpers: ["pulumi-language-nodejs"] },
            "has no pulumi-resource-pulumi-nodejs beside it",
        ],
        ["that is too old", { version: "v3.141.9" }, "is v3.141.9, not 3.142 or a later 3.x"],
        ["of another major version", { version: "v4.0.0" }, "is v4.0.0, not 3.142 or a later 3.x"],
        ["that prints no version", { version: "" }, "does not say its version"],
        ["that fails", { script: "#!/bin/sh\nexit 7\n" }, "does not run"],
        [
            "that is the npm launcher, without calling it",
            { script: "#!/usr/bin/env node\nprocess.stdout.write('v3.200.0');\n" },
            "is the npm launcher, not the CLI itself",
        ],
    ] as const) {
        it(`passes over a CLI ${what}, says why, and goes on`, async () => {
            const { engine, rejected, folder } = await searchIn(({ path }) => {
                writeFakeCli(path[0]!, { ...cli, helpers: "helpers" in cli ? [...cli.helpers] : ALL_HELPERS });
                // The helpers of another CLI on PATH would be this one's too.
                if (!("helpers" in cli)) {
                    writeFakeCli(path[1]!, { version: "v3.150.0" });
                }
            });
            assert.equal(engine?.version, "helpers" in cli ? undefined : "v3.150.0");
            assert.equal(rejected.length, 1);
            assert.ok(rejected[0]?.startsWith(`${join(folder, "path-1", "pulumi")} ${why}`), rejected[0]);
        });
    }

    it("looks at one CLI once, however many links lead to it", async () => {
        const { rejected } = await searchIn(({ path }) => {
            const pulumi = writeFakeCli(path[0]!, { helpers: [] });
            mkdirSync(path[1]!);
            symlinkSync(pulumi, join(path[1]!, "pulumi"));
        });
        assert.equal(rejected.length, 1);
    });

    it("ignores a folder and a plain file of that name", async () => {
        const { engine, rejected } = await searchIn(({ path }) => {
            mkdirSync(join(path[0]!, "pulumi"), { recursive: true });
            mkdirSync(path[1]!);
            writeFileSync(join(path[1]!, "pulumi"), "no program");
        });
        assert.equal(engine, undefined);
        assert.deepEqual(rejected, []);
    });
});

describe("placesOf", () => {
    it("keeps our own result out of the user's Pulumi folder", () => {
        const { pulumiHome, cache } = placesOf({ HOME: "/home/someone", PATH: "/a:/b:" });
        assert.equal(pulumiHome, "/home/someone/.pulumi");
        assert.equal(cache, "/home/someone/.cache/pulumi-alicloud-instance-status/engine/v3.259.0");
    });

    it("follows PULUMI_HOME and XDG_CACHE_HOME", () => {
        const places = placesOf({ HOME: "/home/someone", PULUMI_HOME: "/p", XDG_CACHE_HOME: "/c" });
        assert.deepEqual(places, {
            path: [],
            pulumiHome: "/p",
            cache: "/c/pulumi-alicloud-instance-status/engine/v3.259.0",
        });
    });
});
