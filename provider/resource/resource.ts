import type { CheckedInputs, Properties, ResourceContext, ResourcePlan } from "./resource-context";

/** A resource, as the two forms of the provider (dynamic and native) serve it. */
export interface Resource {
    /** How its ids begin. */
    readonly idPrefix: string;
    /** The outputs that are known only when ECS has answered, for these inputs. */
    outputs(inputs: Properties): readonly string[];
    /** The outputs that name instances: they are secret when the ids are. */
    readonly namesInstances: readonly string[];
    /** The inputs that are outputs too. */
    kept(inputs: Properties): Record<string, unknown>;
    /**
     * Checks the arguments, without a request.
     *
     * @param olds - the inputs of the last run; empty for a new resource
     */
    check(olds: Properties, news: Properties, context: ResourceContext): CheckedInputs;
    /**
     * Decides whether the resource is updated. It never fails.
     *
     * @param olds - what is recorded
     * @param news - the inputs
     */
    plan(olds: Properties, news: Properties, context: ResourceContext): Promise<ResourcePlan>;
    /**
     * Creates or updates the resource.
     *
     * @returns what is recorded
     * @throws NotSatisfiedError - the resource is recorded all the same, and updated in the next run
     */
    run(inputs: Properties, context: ResourceContext, operation: Operation): Promise<Record<string, unknown>>;
    /**
     * Records what ECS reports now. It never fails.
     *
     * @param state - what is recorded
     * @param inputs - empty where the protocol does not pass them
     */
    refresh(state: Properties, inputs: Properties, context: ResourceContext): Promise<Record<string, unknown>>;
}

/** A create or an update. */
export interface Operation {
    readonly kind: "create" | "update";
    /** What is recorded before an update; empty for a create. */
    readonly olds: Properties;
    /** `customTimeouts` of the resource's options, where the protocol passes them. Milliseconds. */
    readonly timeoutMs?: number | undefined;
}

/** A resource that was created or updated, but is not what it should be. */
export class NotSatisfiedError extends Error {
    /** What is recorded. */
    readonly outputs: Record<string, unknown>;

    constructor(outputs: Record<string, unknown>, cause: Error) {
        super(cause.message, { cause });
        this.outputs = outputs;
    }
}

/** The properties that are kept as outputs: these arguments, and the package's own. */
export function keptOf(properties: Properties, names: readonly string[]): Record<string, unknown> {
    const isKept = (name: string): boolean => name.startsWith("__") || names.includes(name);
    const entries = Object.entries(properties).filter(([name, value]) => isKept(name) && value !== undefined);
    return Object.fromEntries(entries);
}
