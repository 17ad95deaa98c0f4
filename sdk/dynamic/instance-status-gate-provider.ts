import { randomBytes } from "node:crypto";
import { checkGate, GateNotSatisfied, planGate, readGate, runGate } from "../../provider";
import { type CheckAnswer, checkAnswer } from "./check-answer";
import { whileEngineListens } from "./provider-process";
import { withContext } from "./with-context";

type Properties = Record<string, unknown>;

const OPERATIONS = ["create", "update"] as const;

/**
 * The gate as a dynamic provider: what the trampoline in the state calls. It translates between the engine's protocol
 * and provider/gate, and decides nothing. It takes state of every earlier release.
 */
export const instanceStatusGate = {
    check: (olds: Properties, news: Properties): Promise<CheckAnswer> =>
        withContext(news, (context) => {
            const { inputs, errors } = checkGate(olds, news, context);
            // the time-outs of the options stand in for the argument where it is not given, and are checked as it is
            const standIns = (news["timeout"] ?? undefined) === undefined ? OPERATIONS : [];
            const ofOptions = standIns
                .filter((operation) => news[`__${operation}Timeout`] !== undefined)
                .flatMap((operation) => checkGate(olds, withTimeout(news, operation), context).errors);
            return checkAnswer({ inputs, errors: errors.length > 0 ? errors : ofOptions.slice(0, 1) });
        }),

    diff: (_id: string, olds: Properties, news: Properties): Promise<{ changes: boolean }> =>
        withContext(news, async (context) => ({ changes: (await planGate(olds, news, context)).changes })),

    create: async (inputs: Properties): Promise<{ id: string; outs: Properties }> => {
        const id = `instance-status-gate-${randomBytes(4).toString("hex")}`;
        return { id, outs: await run(id, withTimeout(inputs, "create")) };
    },

    update: async (id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }> => ({
        outs: await run(id, withTimeout(news, "update"), olds),
    }),

    read: (id: string, props: Properties): Promise<{ id: string; props: Properties }> =>
        withContext(props, async (context) => ({ id, props: await readGate(props, context) })),
};

/** `customTimeouts` never reach a dynamic provider: the resource's constructor copies them into inputs. */
function withTimeout(inputs: Properties, operation: (typeof OPERATIONS)[number]): Properties {
    const timeout = inputs["timeout"] ?? inputs[`__${operation}Timeout`] ?? inputs["__createTimeout"];
    return timeout === undefined ? inputs : { ...inputs, timeout };
}

function run(id: string, inputs: Properties, olds?: Properties): Promise<Properties> {
    return withContext(inputs, async (context) => {
        try {
            return await whileEngineListens(() => runGate(inputs, context, olds));
        } catch (error) {
            throw error instanceof GateNotSatisfied ? initializationFailed(id, inputs, error) : error;
        }
    });
}

/**
 * The form of error that makes the engine keep the resource and call `update` next time. `__provider` has to be among
 * its properties: without it a later refresh or destroy finds no code to run.
 */
function initializationFailed(id: string, inputs: Properties, { message, outputs }: GateNotSatisfied): Error {
    return Object.assign(new Error(message), {
        id,
        properties: { ...outputs, __provider: inputs["__provider"] },
        reasons: [message],
    });
}
