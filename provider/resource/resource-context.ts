import type { SettingSources } from "../ecs/connection-settings";
import type { InvalidArgumentError } from "../errors";
import type { BriefReader } from "./brief-read";

/** The messages of a resource. None of them fails or delays it. */
export interface ResourceLog {
    /** One line in the resource's own row, replaced by the next. It is called each time that the row is shown. */
    progress(describe: () => string): void;
    info(text: string): void;
    warn(text: string): void;
}

/** What a resource gets from the form of the provider that serves it. */
export interface ResourceContext {
    readonly sources: SettingSources;
    readonly log: ResourceLog;
    /** Whether a value is not known yet, in a preview. */
    readonly isUnknown: (value: unknown) => boolean;
    readonly signal?: AbortSignal | undefined;
    /** The URN of the resource. */
    readonly urn?: string | undefined;
    /** Reads for a plan or a refresh. Default: by asking ECS. */
    readonly read?: BriefReader | undefined;
    /** The outputs that the read before this plan has changed, where the protocol does not show it otherwise. */
    readonly changedInRead?: readonly string[] | undefined;
    /** The longest time of a read for a plan or a refresh, where it is shorter than the usual one. Milliseconds. */
    readonly readWithinMs?: number | undefined;
}

/** The properties of a resource as the engine keeps them. An earlier release may have written them. */
export type Properties = Readonly<Record<string, unknown>>;

/** The inputs with what configuration adds to them, and all errors, each at its property. */
export interface CheckedInputs {
    readonly inputs: Record<string, unknown>;
    readonly errors: readonly InvalidArgumentError[];
}

/** Whether a resource has to be updated, and because of which properties. */
export interface ResourcePlan {
    readonly changes: boolean;
    readonly diffs: readonly string[];
}
