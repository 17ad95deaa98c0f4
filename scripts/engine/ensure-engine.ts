import { rm } from "node:fs/promises";
import { join } from "node:path";
import { buildEngine } from "./build-engine";
import { type Engine, type Search, findEngine } from "./find-engine";
import { BUILT, furnish, INSTALLED, recordOrigin } from "./furnish";
import { inspectCli } from "./inspect-cli";
import { installEngine } from "./install-engine";
import { withLock } from "../prepare/lock";
import { ENGINE_VERSION, type Places, placesOf } from "./places";
import { putInPlace, removeUnfinished, unfinishedName } from "../prepare/unfinished-folder";

/** What had to be done where no usable CLI was there yet; replaced in tests. */
export interface Makers {
    install: (root: string, version: string) => Promise<void>;
    build: (root: string, version: string, report: (line: string) => void) => Promise<void>;
}

export interface EnsuredEngine extends Engine {
    /** CLIs that were met and passed over, and ways that were tried and failed, with the reasons. */
    rejected: string[];
}

/** Finds a usable Pulumi CLI, or gets one: from Pulumi's own installer, else built from source. */
export async function ensureEngine(
    report: (line: string) => void = () => undefined,
    places: Places = placesOf(process.env),
    makers: Makers = { install: installEngine, build: buildEngine },
): Promise<EnsuredEngine> {
    const first = await findFurnished(places);
    if (first.engine !== undefined) {
        return { ...first.engine, rejected: first.rejected };
    }
    const onWait = (holder: string) => report(`engine: process ${holder} is getting Pulumi, waiting for it`);
    return await withLock(`${places.cache}.lock`, onWait, async () => {
        // Another process may have finished it while we waited.
        const second = await findFurnished(places);
        if (second.engine !== undefined) {
            return { ...second.engine, rejected: second.rejected };
        }
        const tried = await makeEngine(places.cache, second.rejected, makers, report);
        const made = await findEngine(places);
        if (made.engine === undefined) {
            throw new Error(`The engine that was just made cannot be used: ${made.rejected.join("; ")}`);
        }
        return { ...made.engine, rejected: [...made.rejected, ...tried] };
    });
}

/** Says in one line which engine it is, where, and why it is not another one. */
export function describeEngine({ version, origin, pulumi, rejected }: EnsuredEngine): string {
    const passedOver = rejected.length === 0 ? "" : ` (passed over: ${rejected.join("; ")})`;
    const alone = origin === BUILT ? "; it runs programs in Node.js only" : "";
    return `engine: Pulumi ${version}, ${origin}, ${pulumi}${alone}${passedOver}`;
}

/** The test-only host of an earlier result may be older than the one of this checkout. */
async function findFurnished(places: Places): Promise<Search> {
    const search = await findEngine(places);
    if (search.engine?.origin === BUILT) {
        await furnish(places.cache);
    }
    return search;
}

/** Makes the whole folder under another name: under its own name it only ever appears complete, by one rename. */
async function makeEngine(
    cache: string,
    rejected: string[],
    { install, build }: Makers,
    report: (line: string) => void,
): Promise<string[]> {
    await removeUnfinished(cache);
    const unfinished = unfinishedName(cache);
    const tried: string[] = [];
    try {
        try {
            await install(unfinished, ENGINE_VERSION.slice(1));
            await expectUsable(unfinished);
            await recordOrigin(unfinished, INSTALLED);
        } catch (error) {
            tried.push(`Pulumi's own installer: ${messageOf(error)}`);
            await rm(unfinished, { recursive: true, force: true });
            await build(unfinished, ENGINE_VERSION, report).catch((failure: unknown) => {
                throw new Error([messageOf(failure), "Before that:", ...rejected, ...tried].join("\n"), {
                    cause: failure,
                });
            });
            await furnish(unfinished);
            await expectUsable(unfinished);
            await recordOrigin(unfinished, BUILT);
        }
        await putInPlace(unfinished, cache);
    } finally {
        await rm(unfinished, { recursive: true, force: true });
    }
    return tried;
}

async function expectUsable(folder: string): Promise<void> {
    const inspection = await inspectCli(join(folder, "bin", "pulumi"));
    if (!inspection.usable) {
        throw new Error(inspection.why);
    }
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
