import { spawnSync } from "node:child_process";
import Module from "node:module";
import { join } from "node:path";
import { projectCacheOf, REPOSITORY } from "../../../scripts/engine/places";
import { prepareFolder } from "../../../scripts/prepare/prepare-folder";

const HOOK = join(__dirname, "hook.js");
const WARM_UP = join(__dirname, "warm-up.js");

/** The environment variables with which Node processes take the packages that they load from compiled code. */
export async function compileCacheEnvironment(): Promise<Record<string, string>> {
    if ("enableCompileCache" in Module) {
        return { NODE_COMPILE_CACHE: join(projectCacheOf(process.env), "compiled") };
    }
    const folder = await prepareFolder({
        group: "compiled",
        name: "packages",
        what: "the compiled packages",
        pins: [HOOK, WARM_UP, join(REPOSITORY, "package-lock.json")],
        dependsOn: [process.version, process.arch],
        make: (unfinished) => {
            const env = { ...environmentOf(unfinished), COMPILE_CACHE_WRITE: "true" };
            spawnSync(process.execPath, [WARM_UP], { env: { ...process.env, ...env } });
            return Promise.resolve();
        },
    });
    return environmentOf(folder);
}

function environmentOf(folder: string): Record<string, string> {
    return { NODE_OPTIONS: `--require ${JSON.stringify(HOOK)}`, COMPILE_CACHE_FILE: join(folder, "code") };
}
