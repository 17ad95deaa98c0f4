import type { Properties, ResourceContext } from "../../provider";
import { type Mask, maskedLog } from "../../provider/engine/mask";
import { openProgressRow } from "../../provider/engine/progress-row";
import { engineOfThisProcess, readConfig } from "./provider-process";

/** The placeholder of the dynamic provider protocol for an unknown value (`pulumi.runtime.unknownValue`). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Runs one operation of a resource with its context: configuration, environment and its row in the CLI's display. */
export async function withContext<T>(
    state: Properties,
    mask: Mask,
    run: (context: ResourceContext) => Promise<T> | T,
): Promise<T> {
    const urn = typeof state["__urn"] === "string" && state["__urn"] !== UNKNOWN ? state["__urn"] : undefined;
    const row = openProgressRow(engineOfThisProcess(), urn);
    try {
        return await run({
            sources: { config: (key) => readConfig(key) ?? stackConfig(key, state), env: process.env },
            log: maskedLog(row, mask),
            urn,
            isUnknown: (value) => value === UNKNOWN,
        });
    } finally {
        await row.close();
    }
}

/**
 * The process of a Provider gets only the Provider's values. The stack's `skipWait`, which is for all gates, is an
 * input.
 */
function stackConfig(key: string, state: Properties): string | undefined {
    const { __skipWait: skipWait } = state;
    return key === "alicloud-instance-status:skipWait" && typeof skipWait === "string" ? skipWait : undefined;
}
