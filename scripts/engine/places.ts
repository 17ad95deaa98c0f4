import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The repository this file belongs to. */
export const REPOSITORY = resolve(__dirname, "../..");

/** What is installed or built when no usable CLI is found; go.mod beside this file pins the same. */
export const ENGINE_VERSION = "v3.259.0";

/** Where a Pulumi CLI may already be, and where our own one is kept. */
export interface Places {
    /** The folders of PATH, in order. */
    path: string[];
    /** The user's own Pulumi folder. Only read: nothing is ever written there. */
    pulumiHome: string;
    /**
     * Our own earlier result. Outside the user's Pulumi folder, because it may hold the test-only Node host, which a
     * user's own `pulumi` must never pick up.
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

/** This project's own folder in the user's cache: for what is slow to make and lasts longer than one run. */
export function projectCacheOf(environment: NodeJS.ProcessEnv): string {
    const caches = environment.XDG_CACHE_HOME || join(homeOf(environment), ".cache");
    return join(caches, "pulumi-alicloud-instance-status");
}

function homeOf(environment: NodeJS.ProcessEnv): string {
    return environment.HOME || homedir();
}
