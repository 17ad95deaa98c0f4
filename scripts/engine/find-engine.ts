import { readdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { inspectCli, isExecutable } from "./inspect-cli";
import type { Places } from "./places";

/** A Pulumi CLI that can run a Node program with dynamic resources. */
export interface Engine {
    /** Absolute path of the CLI. */
    pulumi: string;
    /** The folder of the CLI's real path, which holds its helpers. It belongs first on the PATH of all that the CLI runs. */
    bin: string;
    /** Such as `v3.259.0`. */
    version: string;
    /** Where it comes from: `found on PATH`, `built from source` … */
    origin: string;
}

export interface Search {
    /** The first usable CLI, if there is one. */
    engine: Engine | undefined;
    /** Each CLI that was found before and cannot be used, with the reason. */
    rejected: string[];
}

/** Looks for a usable CLI and changes nothing: on PATH, in the user's Pulumi folder, in this project's cache. */
export async function findEngine(places: Places): Promise<Search> {
    const rejected: string[] = [];
    const seen = new Set<string>();
    for (const { pulumi, origin, helpersIn } of await candidatesIn(places)) {
        if (!(await isExecutable(pulumi))) {
            continue;
        }
        const real = await realpath(pulumi);
        if (seen.has(real)) {
            continue;
        }
        seen.add(real);
        const inspection = await inspectCli(pulumi, helpersIn);
        if (inspection.usable) {
            const { version, bin } = inspection;
            return { engine: { pulumi, bin, version, origin }, rejected };
        }
        rejected.push(inspection.why);
    }
    return { engine: undefined, rejected };
}

async function candidatesIn({ path, pulumiHome, cache }: Places) {
    const installed = [...(await versionsIn(join(pulumiHome, "versions"))), pulumiHome];
    const originInCache = await readFile(join(cache, "origin"), "utf8").catch(() => "of unknown origin");
    return [
        ...path.map((folder) => ({ pulumi: join(folder, "pulumi"), origin: "found on PATH", helpersIn: path })),
        ...installed.map((folder) => ({
            pulumi: join(folder, "bin", "pulumi"),
            origin: "found in the Pulumi folder",
            helpersIn: [],
        })),
        { pulumi: join(cache, "bin", "pulumi"), origin: originInCache.trim(), helpersIn: [] },
    ];
}

/** The newest version first. */
async function versionsIn(folder: string): Promise<string[]> {
    const names = await readdir(folder).catch(() => []);
    return names.sort((a, b) => b.localeCompare(a, "en", { numeric: true })).map((name) => join(folder, name));
}
