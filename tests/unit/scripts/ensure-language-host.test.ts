import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BuildHost, ensureLanguageHost } from "../../../scripts/from-source/ensure-language-host";
import { withTemporaryFolder } from "../../support/temporary-folder";

/** An environment without hosts, and a builder that records its calls. */
function inEmptyWorld(
    work: (env: NodeJS.ProcessEnv, build: BuildHost, asked: string[]) => Promise<void>,
): Promise<void> {
    return withTemporaryFolder(async (home) => {
        const asked: string[] = [];
        const build: BuildHost = async (language, folder) => {
            asked.push(language);
            await Promise.resolve();
            writeHost(folder, language);
        };
        await work({ HOME: home, PATH: join(home, "on-path") }, build, asked);
    });
}

const silent = () => undefined;

function writeHost(folder: string, language: string): void {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `pulumi-language-${language}`);
    writeFileSync(file, "#!/bin/sh\n");
    chmodSync(file, 0o755);
}

describe("ensureLanguageHost", () => {
    it("takes the host that is on PATH, and builds nothing", () =>
        inEmptyWorld(async (env, build, asked) => {
            writeHost(env.PATH!, "yaml");
            assert.equal(await ensureLanguageHost("yaml", env, build, silent), env.PATH);
            assert.deepEqual(asked, []);
        }));

    it("takes the host of the user's own Pulumi folder, and builds nothing", () =>
        inEmptyWorld(async (env, build, asked) => {
            const folder = join(env.HOME!, ".pulumi", "bin");
            writeHost(folder, "java");
            assert.equal(await ensureLanguageHost("java", env, build, silent), folder);
            assert.deepEqual(asked, []);
        }));

    it("passes over the host of another language", () =>
        inEmptyWorld(async (env, build, asked) => {
            writeHost(env.PATH!, "yaml");
            await ensureLanguageHost("java", env, build, silent);
            assert.deepEqual(asked, ["java"]);
        }));

    it("builds once, also when several ask at the same time, and leaves nothing but the result", () =>
        inEmptyWorld(async (env, build, asked) => {
            const folders = await Promise.all([1, 2, 3].map(() => ensureLanguageHost("yaml", env, build, silent)));
            assert.deepEqual(asked, ["yaml"]);
            assert.equal(new Set(folders).size, 1);
            const [folder] = folders as [string];
            assert.deepEqual(readdirSync(folder), ["pulumi-language-yaml"]);
            assert.equal(readdirSync(dirname(folder)).length, 1);
        }));

    it("leaves nothing of a build that failed, and tries again", () =>
        inEmptyWorld(async (env, build, asked) => {
            const broken: BuildHost = (_language, folder) => {
                writeHost(folder, "yaml");
                return Promise.reject(new Error("no compiler"));
            };
            await assert.rejects(ensureLanguageHost("yaml", env, broken, silent), /no compiler/);
            await ensureLanguageHost("yaml", env, build, silent);
            assert.deepEqual(asked, ["yaml"]);
        }));
});
