import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { describeEngine, ensureEngine, type Makers } from "../../../scripts/engine/ensure-engine";
import { ENGINE_VERSION, type Places, REPOSITORY } from "../../../scripts/engine/places";
import { writeFakeCli } from "../../support/fake-cli";
import { withTemporaryFolder } from "../../support/temporary-folder";

/** A world without a CLI, and makers that make fake ones and record their calls. */
function inEmptyWorld(
    work: (places: Places, makers: Makers, asked: string[]) => Promise<void>,
    { installerWorks = false }: { installerWorks?: boolean } = {},
): Promise<void> {
    return withTemporaryFolder(async (folder) => {
        const asked: string[] = [];
        const makers: Makers = {
            install: async (root, version) => {
                asked.push(`install ${version}`);
                await sleep(20);
                if (!installerWorks) {
                    throw new Error("no way to its download site");
                }
                writeFakeCli(join(root, "bin"), { version: `v${version}` });
            },
            build: async (root, version) => {
                asked.push(`build ${version}`);
                await sleep(20);
                writeFakeCli(join(root, "bin"), { version, helpers: [] });
            },
        };
        const places = { path: [], pulumiHome: join(folder, "home"), cache: join(folder, "cache", ENGINE_VERSION) };
        await work(places, makers, asked);
    });
}

const silent = () => undefined;

describe("ensureEngine", () => {
    it("builds where the installer cannot work, and lays the test-only host beside the CLI", () =>
        inEmptyWorld(async (places, makers, asked) => {
            const engine = await ensureEngine(silent, places, makers);
            assert.deepEqual(asked, ["install 3.259.0", "build v3.259.0"]);
            assert.equal(engine.pulumi, join(places.cache, "bin", "pulumi"));
            assert.equal(engine.origin, "built from source");
            const host = readFileSync(join(engine.bin, "pulumi-language-nodejs"), "utf8");
            assert.match(host.split("\n")[1] ?? "", /TEST EQUIPMENT, never shipped/);
            assert.ok(existsSync(join(engine.bin, "pulumi-resource-pulumi-nodejs")));
        }));

    it("keeps what the installer brought as it is, and does not build", () =>
        inEmptyWorld(
            async (places, makers, asked) => {
                const engine = await ensureEngine(silent, places, makers);
                assert.deepEqual(asked, ["install 3.259.0"]);
                assert.equal(engine.origin, "installed by Pulumi's own installer");
                const second = await ensureEngine(silent, places, makers);
                assert.equal(second.origin, engine.origin);
                assert.equal(readFileSync(join(engine.bin, "pulumi-language-nodejs"), "utf8"), "#!/bin/sh\n");
            },
            { installerWorks: true },
        ));

    it("finds the first run's result in the second run, and brings its host up to date", () =>
        inEmptyWorld(async (places, makers, asked) => {
            const { bin } = await ensureEngine(silent, places, makers);
            writeFileSync(join(bin, "pulumi-language-nodejs"), "an older host");
            asked.length = 0;
            const engine = await ensureEngine(silent, places, makers);
            assert.deepEqual(asked, []);
            assert.equal(engine.origin, "built from source");
            assert.match(readFileSync(join(bin, "pulumi-language-nodejs"), "utf8"), /TEST EQUIPMENT/);
        }));

    it("gets one engine when two runs start together", () =>
        inEmptyWorld(async (places, makers, asked) => {
            const engines = await Promise.all([1, 2].map(() => ensureEngine(silent, places, makers)));
            assert.equal(asked.length, 2);
            assert.equal(engines[0]?.pulumi, engines[1]?.pulumi);
        }));

    it("makes it anew when the earlier result is broken, and leaves nothing unfinished behind", () =>
        inEmptyWorld(async (places, makers, asked) => {
            writeFakeCli(join(places.cache, "bin"), { script: "#!/bin/sh\nexit 1\n" });
            // No process has this number: process numbers are smaller on all systems.
            mkdirSync(`${places.cache}.unfinished-99999999`);
            const engine = await ensureEngine(silent, places, makers);
            assert.equal(engine.version, "v3.259.0");
            assert.equal(asked.length, 2);
            assert.deepEqual(readdirSync(dirname(places.cache)), [ENGINE_VERSION]);
        }));

    it("does not wait for a process that is gone", () =>
        inEmptyWorld(async (places, makers) => {
            mkdirSync(dirname(places.cache), { recursive: true });
            writeFileSync(`${places.cache}.lock`, "99999999");
            await ensureEngine(silent, places, makers);
            assert.ok(!existsSync(`${places.cache}.lock`));
        }));

    it("says all that was tried when neither way works, and leaves nothing behind", () =>
        inEmptyWorld(async (places, makers) => {
            const build = () => Promise.reject(new Error("no compiler"));
            writeFakeCli(join(places.pulumiHome, "bin"), { version: "v3.10.0" });
            await assert.rejects(ensureEngine(silent, places, { ...makers, build }), {
                message: [
                    "no compiler",
                    "Before that:",
                    `${join(places.pulumiHome, "bin", "pulumi")} is v3.10.0, not 3.142 or a later 3.x`,
                    "Pulumi's own installer: no way to its download site",
                ].join("\n"),
            });
            assert.deepEqual(readdirSync(dirname(places.cache)), []);
        }));

    it("describes itself in one line that says what was passed over", () =>
        inEmptyWorld(async (places, makers) => {
            writeFakeCli(join(places.pulumiHome, "bin"), { version: "v3.10.0" });
            const line = describeEngine(await ensureEngine(silent, places, makers));
            assert.equal(
                line,
                `engine: Pulumi v3.259.0, built from source, ${join(places.cache, "bin", "pulumi")}; it runs programs in Node.js only (passed over: ` +
                    `${join(places.pulumiHome, "bin", "pulumi")} is v3.10.0, not 3.142 or a later 3.x; ` +
                    "Pulumi's own installer: no way to its download site)",
            );
        }));
});

describe("buildEngine", () => {
    it("says what to install when there is no Go", () =>
        withTemporaryFolder(async (folder) => {
            const script = `require(${JSON.stringify(join(REPOSITORY, "scripts/from-source/build-engine.ts"))})
                .buildEngine(${JSON.stringify(folder)}, "v3.259.0", console.log).catch((error) => console.log(error.message));`;
            const { stdout } = await promisify(execFile)(
                process.execPath,
                ["-r", "ts-node/register/transpile-only", "-e", script],
                { cwd: REPOSITORY, env: { PATH: folder } },
            );
            assert.match(stdout, /^engine: building Pulumi .*\ngo was not found on PATH/);
            assert.match(stdout, /Pulumi 3, with its Node host: .*\n.*Go 1\.25\.11 or later/);
        }));
});
