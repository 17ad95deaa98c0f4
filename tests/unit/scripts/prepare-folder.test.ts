import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { REPOSITORY } from "../../../scripts/engine/places";
import { prepareFolder } from "../../../scripts/prepare/prepare-folder";
import { withTemporaryFolder } from "../../support/temporary-folder";

/** Prepares folders in an empty cache, from one file of pins. */
function inEmptyCache(
    work: (prepare: (pins: string, name?: string) => Promise<string>, made: string[]) => Promise<void>,
): Promise<void> {
    return withTemporaryFolder(async (home) => {
        const made: string[] = [];
        const file = join(home, "pins");
        const prepare = (pins: string, name = "thing"): Promise<string> => {
            writeFileSync(file, pins);
            return prepareFolder({
                group: "group",
                name,
                what: "a thing",
                pins: [file],
                dependsOn: [],
                make: async (folder) => {
                    made.push(pins);
                    await Promise.resolve();
                    writeFileSync(join(folder, "content"), pins);
                },
                environment: { HOME: home },
                report: () => undefined,
            });
        };
        await work(prepare, made);
    });
}

const FOUR_DAYS_MS = 4 * 24 * 60 * 60_000;

function neverUsedSince(folder: string): void {
    const then = new Date(Date.now() - FOUR_DAYS_MS);
    utimesSync(folder, then, then);
}

describe("prepareFolder", () => {
    it("makes a folder once, and another one for other pins", () =>
        inEmptyCache(async (prepare, made) => {
            const first = await prepare("1");
            assert.equal(await prepare("1"), first);
            const second = await prepare("2");
            assert.notEqual(second, first);
            assert.deepEqual(made, ["1", "2"]);
            assert.equal(readFileSync(join(first, "content"), "utf8"), "1");
        }));

    it("removes what was made of earlier pins and was not used for days", () =>
        inEmptyCache(async (prepare) => {
            const first = await prepare("1");
            neverUsedSince(first);
            await prepare("2");
            assert.ok(!existsSync(first));
        }));

    it("keeps what another checkout used meanwhile, and what has another name", () =>
        inEmptyCache(async (prepare) => {
            const [first, other] = [await prepare("1"), await prepare("1", "thing-of-others")];
            neverUsedSince(first);
            neverUsedSince(other);
            await prepare("1");
            await prepare("2");
            assert.ok(existsSync(first));
            assert.ok(existsSync(other));
        }));

    it("makes a folder once when two processes ask for it at the same time", () =>
        withTemporaryFolder(async (home) => {
            const [pins, made] = [join(home, "pins"), join(home, "made")];
            writeFileSync(pins, "1");
            const script = `
                const { prepareFolder } = require(${JSON.stringify(join(REPOSITORY, "scripts/prepare/prepare-folder.ts"))});
                const { appendFileSync } = require("node:fs");
                const make = async () => {
                    appendFileSync(${JSON.stringify(made)}, "made\\n");
                    await new Promise((resolve) => setTimeout(resolve, 200));
                };
                prepareFolder({ group: "group", name: "thing", what: "a thing", pins: [${JSON.stringify(pins)}], dependsOn: [], make, report: () => {} })
                    .then((folder) => console.log(folder));`;
            const ask = () =>
                promisify(execFile)(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", script], {
                    cwd: REPOSITORY,
                    env: { ...process.env, HOME: home, XDG_CACHE_HOME: "" },
                });
            const [one, other] = await Promise.all([ask(), ask()]);
            assert.equal(one.stdout, other.stdout);
            assert.equal(readFileSync(made, "utf8"), "made\n");
            assert.deepEqual(readdirSync(dirname(one.stdout.trim())), [basename(one.stdout.trim())]);
        }));
});
