import { randomBytes } from "node:crypto";
import {
    checkGate,
    type GateContext,
    GateNotSatisfied,
    type GateState,
    planGate,
    readGate,
    runGate,
} from "../../provider";
import { openProgressRow } from "../engine/progress-row";
import { engineOfThisProcess, readConfig, whileEngineListens } from "./provider-process";

type Properties = Record<string, unknown>;

/** What the dynamic provider protocol writes for a value that is not known yet (`pulumi.runtime.unknownValue`). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const OPERATIONS = ["create", "update"] as const;

/**
 * The gate as a dynamic provider: what the trampoline in the state calls. It translates between the engine's protocol
 * and provider/gate, and decides nothing. It takes state of every earlier release.
 */
export const instanceStatusGate = {
    check: (
        _olds: Properties,
        news: Properties,
    ): Promise<{ inputs: Properties; failures: { property: string; reason: string }[] }> =>
        withContext(news, (context) => {
            const { inputs, failures } = checkGate(news, context);
            // the time-outs of the options stand in for the argument, and are checked as it is
            const ofOptions = OPERATIONS.flatMap(
                (operation) => checkGate(withTimeout(news, operation), context).failures,
            );
            return Promise.resolve({ inputs, failures: failures.length > 0 ? [...failures] : ofOptions.slice(0, 1) });
        }),

    diff: (_id: string, olds: Properties, news: Properties): Promise<{ changes: boolean }> =>
        withContext(news, async (context) => {
            try {
                return { changes: (await planGate(olds, news, context)).changes };
            } catch (error) {
                // an unforeseen fault must neither break a preview nor let a gate pass
                context.log.warn(`cannot tell whether the gate still holds, so it will wait again: ${String(error)}`);
                return { changes: true };
            }
        }),

    create: async (inputs: Properties): Promise<{ id: string; outs: Properties }> => {
        const id = `instance-status-gate-${randomBytes(4).toString("hex")}`;
        return { id, outs: await run(id, withTimeout(inputs, "create")) };
    },

    update: async (id: string, _olds: Properties, news: Properties): Promise<{ outs: Properties }> => ({
        outs: await run(id, withTimeout(news, "update")),
    }),

    read: (id: string, props: Properties): Promise<{ id: string; props: Properties }> =>
        withContext(props, async (context) => ({ id, props: await readGate(props, context) })),
};

/** `customTimeouts` never reach a dynamic provider: the resource's constructor copies them into inputs. */
function withTimeout(inputs: Properties, operation: (typeof OPERATIONS)[number]): Properties {
    const { timeout = inputs[`__${operation}Timeout`] ?? inputs["__createTimeout"] } = inputs;
    return timeout === undefined ? inputs : { ...inputs, timeout };
}

function run(id: string, inputs: Properties): Promise<Properties> {
    return withContext(inputs, async (context) => {
        try {
            return await whileEngineListens(() => runGate(inputs, context));
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

async function withContext<T>(state: GateState, run: (context: GateContext) => Promise<T>): Promise<T> {
    const urn = state["__urn"];
    const log = openProgressRow(engineOfThisProcess(), typeof urn === "string" && urn !== UNKNOWN ? urn : undefined);
    try {
        return await run({
            sources: { config: readConfig, env: process.env },
            log,
            isUnknown: (value) => value === UNKNOWN,
        });
    } finally {
        await log.close();
    }
}
