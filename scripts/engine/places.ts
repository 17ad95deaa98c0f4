import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The repository this file belongs to. */
export const REPOSITORY = resolve(__dirname, "../..");

/** The version to install or build if no usable CLI is found; scripts/from-source/engine/go.mod pins the same. */
export const ENGINE_VERSION = "v3.259.0";

/** Where a Pulumi CLI may be, and where this project keeps its own. */
export interface Places {
    /** The folders of PATH, in order. */
    path: string[];
    /** The user's Pulumi folder. Nothing is ever written there. */
    pulumiHome: string;
    /**
     * The engine of this project. It is outside the user's Pulumi folder, because it may contain the test-only Node host,
     * which the user's `pulumi` must never find.
     */
    cache: string;
}

export function placesOf(environment: NodeJS.ProcessEnv): Places {
    return {
        path: (environment.PATH ?? "").split(":").filter((folder) => folder !== ""),
        pulumiHome: environment.PULUMI_HOME || join(homeOf(environment), ".pulumi"),
        cache: join(projectCacheOf(environment), "engine", ENGINE_VERSION),
    };
}

/** This project's folder in the user's cache, for results that are slow to make. */
export function projectCacheOf(environment: NodeJS.ProcessEnv): string {
    const caches = environment.XDG_CACHE_HOME || join(homeOf(environment), ".cache");
    return join(caches, "pulumi-alicloud-instance-status");
}

function homeOf(environment: NodeJS.ProcessEnv): string {
    return environment.HOME || homedir();
}
