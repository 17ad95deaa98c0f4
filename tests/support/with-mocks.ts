import * as pulumi from "@pulumi/pulumi";

/** One resource that the program registered. */
export interface RegisteredResource {
    readonly type: string;
    readonly name: string;
    readonly inputs: Record<string, unknown>;
    /** Reference of the provider that it was registered with. */
    readonly provider: string | undefined;
}

/** One function that the program called. */
export interface FunctionCall {
    readonly token: string;
    readonly inputs: Record<string, unknown>;
}

/** What a program did. */
export interface ProgramRecord {
    readonly resources: RegisteredResource[];
    readonly calls: FunctionCall[];
}

export interface MockOptions {
    readonly preview?: boolean;
    /** `false`: resources get no id, as in the preview of a new one. */
    readonly withIds?: boolean;
    /** What resources have besides their inputs. */
    readonly outputs?: Record<string, unknown>;
    /** What functions answer. */
    readonly answer?: (call: FunctionCall) => Record<string, unknown>;
}

/** Runs a piece of a Pulumi program without an engine. The mocks are of the whole process: they are taken back after it. */
export async function withMocks<T>(
    { preview = false, withIds = true, outputs = {}, answer = () => ({}) }: MockOptions,
    program: (record: ProgramRecord) => Promise<T>,
): Promise<T> {
    const record: ProgramRecord = { resources: [], calls: [] };
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, provider }) => {
                record.resources.push({ type, name, inputs: inputs as Record<string, unknown>, provider });
                return { id: withIds ? `${name}-id` : undefined, state: { ...(inputs as object), ...outputs } };
            },
            call: ({ token, inputs }) => {
                const call = { token, inputs: inputs as Record<string, unknown> };
                record.calls.push(call);
                return answer(call);
            },
        },
        "app",
        "dev",
        preview,
    );
    try {
        return await program(record);
    } finally {
        pulumi.runtime.resetOptions("project", "stack", -1, "", "", false, "");
    }
}

/** An Output as a program sees it from outside. */
export interface OutputState<T> {
    readonly value: T;
    readonly isKnown: boolean;
    readonly isSecret: boolean;
    readonly dependsOn: readonly pulumi.Resource[];
}

export async function stateOf<T>(output: pulumi.Output<T>): Promise<OutputState<T>> {
    const inner = output as unknown as {
        promise(): Promise<T>;
        isKnown: Promise<boolean>;
        isSecret: Promise<boolean>;
        allResources(): Promise<Set<pulumi.Resource>>;
    };
    return {
        value: await inner.promise(),
        isKnown: await inner.isKnown,
        isSecret: await inner.isSecret,
        dependsOn: [...(await inner.allResources())],
    };
}

/** An Output that is not known yet, as in a preview. */
export function unknownOutput<T>(): pulumi.Output<T> {
    return pulumi.output(pulumi.unknown) as unknown as pulumi.Output<T>;
}
