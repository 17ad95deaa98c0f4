import type { Properties, ResourceContext } from "../../provider";
import { openProgressRow } from "../../provider/engine/progress-row";
import { engineOfThisProcess, readConfig } from "./provider-process";

/** What the dynamic provider protocol writes for a value that is not known yet (`pulumi.runtime.unknownValue`). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Runs one step of a resource with all that it may need: configuration, environment and its row in the display. */
export async function withContext<T>(state: Properties, run: (context: ResourceContext) => Promise<T> | T): Promise<T> {
    const urn = typeof state["__urn"] === "string" && state["__urn"] !== UNKNOWN ? state["__urn"] : undefined;
    const log = openProgressRow(engineOfThisProcess(), urn);
    try {
        return await run({
            sources: { config: (key) => readConfig(key) ?? ofTheStack(key, state), env: process.env },
            log,
            urn,
            isUnknown: (value) => value === UNKNOWN,
        });
    } finally {
        await log.close();
    }
}

/** The process of a Provider is given only the Provider's values: what the stack says to all gates comes as an input. */
function ofTheStack(key: string, state: Properties): string | undefined {
    const { __skipWait: skipWait } = state;
    return key === "alicloud-instance-status:skipWait" && typeof skipWait === "string" ? skipWait : undefined;
}
