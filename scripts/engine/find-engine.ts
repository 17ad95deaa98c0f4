import { readFile, readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { inspectCli, isExecutable } from "./inspect-cli";
import type { Places } from "./places";

/** A Pulumi CLI that can run a Node program with dynamic resources. */
export interface Engine {
    /** Absolute path of the CLI. */
    pulumi: string;
    /** The folder of the CLI's real path, where its helpers are; belongs first on the PATH of whatever it runs. */
    bin: string;
    /** Such as `v3.259.0`. */
    version: string;
    /** Where it comes from, in words: `found on PATH`, `built from source` … */
    origin: string;
}

export interface Search {
    /** The first usable CLI, or undefined. */
    engine: Engine | undefined;
    /** Each CLI that was met on the way and cannot be used, with the reason. */
    rejected: string[];
}

interface Candidate {
    pulumi: string;
    origin: string;
    helpersIn: string[];
}

/** Looks for a usable CLI without changing anything: PATH, the user's Pulumi folder, our own earlier result. */
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

async function candidatesIn({ path, pulumiHome, cache }: Places): Promise<Candidate[]> {
    const versions = await newestFirst(join(pulumiHome, "versions"));
    const installed = [...versions.map((version) => join("versions", version, "bin")), "bin"];
    return [
        ...path.map((folder) => ({ pulumi: join(folder, "pulumi"), origin: "found on PATH", helpersIn: path })),
        ...installed.map((folder) => ({
            pulumi: join(pulumiHome, folder, "pulumi"),
            origin: "found in the Pulumi folder",
            helpersIn: [],
        })),
        { pulumi: join(cache, "bin", "pulumi"), origin: await originOf(cache), helpersIn: [] },
    ];
}

/** How our own result came about; written by `furnish.ts`. */
async function originOf(cache: string): Promise<string> {
    try {
        return (await readFile(join(cache, "origin"), "utf8")).trim();
    } catch {
        return "of unknown origin";
    }
}

async function newestFirst(folder: string): Promise<string[]> {
    let names: string[];
    try {
        names = await readdir(folder);
    } catch {
        return [];
    }
    return names.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
}
