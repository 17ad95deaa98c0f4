import { ArgumentReader } from "../arguments/argument-reader";
import { parseWaitArguments } from "../arguments/wait-arguments";
import { isLoopback, type Destination, resolveDestination } from "../ecs/resolve-connection";
import { InvalidArgumentError } from "../errors";
import type { GateContext } from "./gate-context";
import { GATE_ARGUMENTS, type GateState } from "./gate-properties";

/** One thing that is wrong with one property. */
export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

/** The inputs with region and endpoint filled in, and all that is wrong with them. */
export interface CheckedGate {
    readonly inputs: Record<string, unknown>;
    readonly failures: readonly CheckFailure[];
}

/** Checks the arguments of a gate: before anything happens, and without a request. */
export function checkGate(news: GateState, { sources, isUnknown }: GateContext): CheckedGate {
    const failures: InvalidArgumentError[] = [];
    const destination = findDestination(news["regionId"], isUnknown, sources, failures);
    const reader = new ArgumentReader(news, isUnknown);
    reader.refuseUnknown(GATE_ARGUMENTS);
    reader.oneOf("onDrift", ["wait", "warn", "ignore"]);
    reader.list("triggers");
    const rules = { allowAbsent: false, allowShortIntervals: isLoopback(destination?.endpoint), isUnknown };
    failures.push(...reader.errors, ...parseWaitArguments(news, rules).errors);
    return {
        inputs: {
            ...news,
            ...(destination?.regionId === undefined ? {} : { regionId: destination.regionId }),
            ...(destination?.endpoint === undefined ? {} : { __endpoint: destination.endpoint }),
        },
        failures: failures.map(({ argument, message }) => ({
            property: argument.replace(/\[.*$/, ""),
            reason: message,
        })),
    };
}

function findDestination(
    regionId: unknown,
    isUnknown: GateContext["isUnknown"],
    sources: GateContext["sources"],
    failures: InvalidArgumentError[],
): Partial<Destination> | undefined {
    try {
        if (isUnknown(regionId)) {
            const { endpoint } = resolveDestination("cn-hangzhou", sources); // any region: only the endpoint is wanted
            return { endpoint };
        }
        if (regionId !== undefined && typeof regionId !== "string") {
            throw new InvalidArgumentError("regionId", regionId, "a text");
        }
        return resolveDestination(regionId, sources);
    } catch (error) {
        if (!(error instanceof InvalidArgumentError)) {
            throw error;
        }
        failures.push(error);
        return undefined;
    }
}
