import type { SettingSources } from "../ecs/connection-settings";
import type { InvalidArgumentError } from "../errors";
import type { BriefReader } from "./brief-read";

/** What a resource may say while it works. Nothing of it may ever fail or delay the resource. */
export interface ResourceLog {
    /** One line in the resource's own row, replaced by the next. It is called each time that the row is shown. */
    progress(describe: () => string): void;
    info(text: string): void;
    warn(text: string): void;
}

/** What a resource needs of the one who runs it: a dynamic provider, or a plugin. */
export interface ResourceContext {
    readonly sources: SettingSources;
    readonly log: ResourceLog;
    /** Whether a value is not known yet, in a preview. */
    readonly isUnknown: (value: unknown) => boolean;
    readonly signal?: AbortSignal | undefined;
    /** Who the resource is, as the engine names it. */
    readonly urn?: string | undefined;
    /** Reads for a plan or a refresh. Default: by asking ECS. */
    readonly read?: BriefReader | undefined;
    /** The outputs that the read before this plan has changed, where the protocol does not show it otherwise. */
    readonly changedInRead?: readonly string[] | undefined;
    /** For how long it is tried to read for a plan or a refresh, where that is less than usual. Milliseconds. */
    readonly readWithinMs?: number | undefined;
}

/** The properties of a resource as the engine keeps them; what an earlier release wrote is among them. */
export type ResourceState = Readonly<Record<string, unknown>>;

/** The inputs with what configuration adds to them, and all that is wrong with them, each at its property. */
export interface CheckedInputs {
    readonly inputs: Record<string, unknown>;
    readonly errors: readonly InvalidArgumentError[];
}

/** Whether a resource has to be updated, and because of which properties. */
export interface ResourcePlan {
    readonly changes: boolean;
    readonly diffs: readonly string[];
}
