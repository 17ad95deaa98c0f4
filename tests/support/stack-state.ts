import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A resource as the file backend records it. */
export interface StateResource {
    urn: string;
    type: string;
    custom: boolean;
    id?: string;
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
    /** Why the resource exists but is not what it should be; the next `up` updates it. */
    initErrors?: string[];
    parent?: string;
    dependencies?: string[];
    created?: string;
    modified?: string;
}

export interface State {
    resources: StateResource[];
    /** What was under way when the engine was stopped in the middle of it. */
    pending_operations: { type: string; resource: StateResource }[];
}

interface Checkpoint {
    checkpoint: { latest?: Partial<State> | null };
}

/** Reads the state of a stack from the files of a backend, without starting the CLI. */
export function readState(backend: string, project: string, stack: string): State {
    const file = join(backend, ".pulumi", "stacks", project, `${stack}.json`);
    const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as Checkpoint;
    return {
        resources: checkpoint.latest?.resources ?? [],
        pending_operations: checkpoint.latest?.pending_operations ?? [],
    };
}

/** All that is written anywhere below a folder, one text. */
export function textOfFolder(folder: string): string {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
        .join("\n");
}
