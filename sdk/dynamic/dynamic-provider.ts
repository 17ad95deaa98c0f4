import { randomBytes } from "node:crypto";
import {
    type InvalidArgumentError,
    NotSatisfiedError,
    type Operation,
    RefreshMemory,
    type Resource,
} from "../../provider";
import type { Mask } from "../../provider/engine/mask";
import { whileEngineListens } from "./provider-process";
import { masking, secretArgumentsOf } from "./secret-arguments";
import { withContext } from "./with-context";

type Properties = Record<string, unknown>;

/** The answer of `check` in the dynamic provider protocol. */
export interface CheckAnswer {
    inputs: Properties;
    failures: { property: string; reason: string }[];
}

/** The handlers of a dynamic resource. */
export interface DynamicProvider {
    check(olds: Properties, news: Properties): Promise<CheckAnswer>;
    diff(id: string, olds: Properties, news: Properties): Promise<{ changes: boolean }>;
    create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
    update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
    read(id: string, props: Properties): Promise<{ id: string; props: Properties }>;
}

/** Serves a resource in the dynamic provider protocol. It only translates; the resource decides. */
export function dynamicProvider(resource: Resource): DynamicProvider {
    const refreshes = new RefreshMemory();

    async function run(id: string, inputs: Properties, operation: Operation): Promise<Properties> {
        const mask = masking(inputs);
        try {
            return await withContext(inputs, mask, (context) =>
                whileEngineListens(() => resource.run(inputs, context, operation)),
            );
        } catch (error) {
            throw error instanceof NotSatisfiedError
                ? initializationFailed(id, inputs, error, mask)
                : maskedError(error, mask);
        }
    }
    return {
        check: (olds, news) =>
            withContext(news, masking(news), (context) => {
                const { inputs, errors } = resource.check(olds, news, context);
                const secrets = secretArgumentsOf(news);
                return { inputs, failures: errors.map((error) => failureOf(error, secrets)) };
            }),
        diff: (_id, olds, news) =>
            withContext(news, masking(olds, news), async (context) => {
                const { changes } = await resource.plan(olds, news, refreshes.reusing(context));
                return { changes };
            }),
        create: async (inputs) => {
            const id = `${resource.idPrefix}-${randomBytes(4).toString("hex")}`;
            return { id, outs: await run(id, inputs, { kind: "create", olds: {} }) };
        },
        update: async (id, olds, news) => ({ outs: await run(id, news, { kind: "update", olds }) }),
        read: (id, props) =>
            withContext(props, masking(props), async (context) => ({
                id,
                props: await resource.refresh(props, {}, refreshes.keeping(context)),
            })),
    };
}

/** The engine prints the value of a property beside its failure: that of a secret one is at no property. */
function failureOf(error: InvalidArgumentError, secrets: readonly string[]): CheckAnswer["failures"][number] {
    const { property, message } = error;
    return secrets.includes(property)
        ? { property: "", reason: error.withoutValue().message }
        : { property, reason: message };
}

/** The error, or one with a masked message in place of it. */
function maskedError(error: unknown, mask: Mask): unknown {
    if (!(error instanceof Error)) {
        return error;
    }
    const message = mask(error.message);
    return message === error.message ? error : new Error(message);
}

/**
 * An error of this form makes the engine keep the resource and call `update` next time. Its properties must include
 * `__provider`: without it a later refresh or destroy has no code to run.
 */
function initializationFailed(
    id: string,
    inputs: Properties,
    { message: text, outputs }: NotSatisfiedError,
    mask: Mask,
): Error {
    const message = mask(text);
    return Object.assign(new Error(message), {
        id,
        properties: { ...outputs, __provider: inputs["__provider"] },
        reasons: [message],
    });
}
