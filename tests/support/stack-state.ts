import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

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

/** Writes the files of an empty stack, as `pulumi stack init` does. */
export function createStack(backend: string, project: string, stack: string): void {
    const file = fileOf(backend, project, stack);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(join(backend, ".pulumi", "meta.yaml"), "version: 1\n");
    writeFileSync(file, JSON.stringify({ version: 3, checkpoint: { stack: `organization/${project}/${stack}` } }));
}

/** Reads the state of a stack from the files of a backend, without starting the CLI. */
export function readState(backend: string, project: string, stack: string): State {
    const { checkpoint } = JSON.parse(readFileSync(fileOf(backend, project, stack), "utf8")) as Checkpoint;
    return {
        resources: checkpoint.latest?.resources ?? [],
        pending_operations: checkpoint.latest?.pending_operations ?? [],
    };
}

/** The file of a stack in a backend. */
export function fileOf(backend: string, project: string, stack: string): string {
    return join(backend, ".pulumi", "stacks", project, `${stack}.json`);
}

/** All that is written anywhere below a folder, one text. */
export function textOfFolder(folder: string): string {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
        .join("\n");
}
