import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildEngine, copyHelpers } from "../from-source/build-engine";
import { withLock } from "../prepare/lock";
import { makeFolder } from "../prepare/make-folder";
import { type Engine, findEngine, type Search } from "./find-engine";
import { inspectCli } from "./inspect-cli";
import { installEngine } from "./install-engine";
import { ENGINE_VERSION, type Places, placesOf } from "./places";

const BUILT = "built from source";
const INSTALLED = "installed by Pulumi's own installer";

/** The two ways to get a CLI; replaced in tests. */
export interface Makers {
    install: (folder: string, version: string) => Promise<void>;
    build: (folder: string, version: string, report: (line: string) => void) => Promise<void>;
}

interface EnsuredEngine extends Engine {
    /** CLIs that were found and not used, and ways to get one that failed, with the reasons. */
    rejected: string[];
}

/** Finds a usable Pulumi CLI, or gets one: from Pulumi's own installer, or else built from source. */
export async function ensureEngine(
    report: (line: string) => void = () => undefined,
    places: Places = placesOf(process.env),
    makers: Makers = { install: installEngine, build: buildEngine },
): Promise<EnsuredEngine> {
    const found = await findWithCurrentHelpers(places);
    if (found.engine !== undefined) {
        return { ...found.engine, rejected: found.rejected };
    }
    const onWait = (holder: string) => report(`engine: process ${holder} is getting Pulumi, waiting for it`);
    return withLock(`${places.cache}.lock`, onWait, async () => {
        // Another process may have finished it in the meantime.
        const again = await findWithCurrentHelpers(places);
        if (again.engine !== undefined) {
            return { ...again.engine, rejected: again.rejected };
        }
        const failures = await makeEngine(places.cache, again.rejected, makers, report);
        const { engine, rejected } = await findEngine(places);
        if (engine === undefined) {
            throw new Error(`The new engine cannot be used: ${rejected.join("; ")}`);
        }
        return { ...engine, rejected: [...rejected, ...failures] };
    });
}

/** Describes the engine in one line, with the reasons why others were not used. */
export function describeEngine({ version, origin, pulumi, rejected }: EnsuredEngine): string {
    const passedOver = rejected.length === 0 ? "" : ` (passed over: ${rejected.join("; ")})`;
    const limits = origin === BUILT ? "; it runs programs in Node.js only" : "";
    return `engine: Pulumi ${version}, ${origin}, ${pulumi}${limits}${passedOver}`;
}

/** An engine that an older checkout has built may have older helpers. */
async function findWithCurrentHelpers(places: Places): Promise<Search> {
    const search = await findEngine(places);
    if (search.engine?.origin === BUILT) {
        await copyHelpers(places.cache);
    }
    return search;
}

/** Returns why the installer failed, if it did. */
async function makeEngine(
    cache: string,
    rejected: string[],
    { install, build }: Makers,
    report: (line: string) => void,
): Promise<string[]> {
    const failures: string[] = [];
    await rm(cache, { recursive: true, force: true }); // unusable, or it would have been found
    await makeFolder(cache, async (folder) => {
        try {
            await install(folder, ENGINE_VERSION.slice(1));
            await finish(folder, INSTALLED);
            return;
        } catch (error) {
            failures.push(`Pulumi's own installer: ${messageOf(error).split("\n").at(-1)}`);
        }
        await rm(join(folder, "bin"), { recursive: true, force: true });
        try {
            await build(folder, ENGINE_VERSION, report);
        } catch (error) {
            throw new Error([messageOf(error), "Before that:", ...rejected, ...failures].join("\n"), { cause: error });
        }
        await copyHelpers(folder);
        await finish(folder, BUILT);
    });
    return failures;
}

async function finish(folder: string, origin: string): Promise<void> {
    const inspection = await inspectCli(join(folder, "bin", "pulumi"));
    if (!inspection.usable) {
        throw new Error(inspection.why);
    }
    await writeFile(join(folder, "origin"), `${origin}\n`);
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
