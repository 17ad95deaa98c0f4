import { ArgumentReader } from "../arguments/argument-reader";
import { ANY_REGION } from "../domain/any-region";
import { type Destination, resolveDestination } from "../ecs/resolve-connection";
import { InvalidArgumentError } from "../errors";
import { warnIfSettingsFail } from "./brief-read";
import type { CheckedInputs, Properties, ResourceContext } from "./resource-context";

/** What a resource says about its inputs. */
export interface ParsedInputs {
    /** The names of its arguments. */
    readonly names: readonly string[];
    readonly errors: readonly InvalidArgumentError[];
    /** Whether a create with these inputs asks ECS. */
    readonly asksEcs: boolean;
}

/**
 * Checks what all resources have in common: unknown arguments, region and endpoint. For a new resource without errors, warns
 * where there are no usable credentials.
 *
 * @param olds - the inputs of the last run; empty for a new resource
 */
export function checkInputs(
    olds: Properties,
    news: Properties,
    context: ResourceContext,
    { names, errors, asksEcs }: ParsedInputs,
): CheckedInputs {
    const reader = new ArgumentReader(news, context.isUnknown);
    reader.refuseUnknown(names);
    const checked = withDestination(news, context, [...reader.errors, ...errors]);
    const isNew = Object.keys(olds).length === 0;
    if (isNew && checked.errors.length === 0 && asksEcs) {
        warnIfSettingsFail(context);
    }
    return checked;
}

/** Adds region and endpoint to the inputs, so that changing them in configuration shows up as a change of the resource. */
function withDestination(
    news: Properties,
    context: ResourceContext,
    errors: readonly InvalidArgumentError[],
): CheckedInputs {
    try {
        const { regionId, endpoint } = findDestination(news["regionId"], context);
        const found = { ...(regionId === undefined ? {} : { regionId }), ...(endpoint && { __endpoint: endpoint }) };
        return { inputs: { ...news, ...found }, errors };
    } catch (error) {
        if (!(error instanceof InvalidArgumentError)) {
            throw error;
        }
        return { inputs: { ...news }, errors: [error, ...errors] };
    }
}

/** @throws InvalidArgumentError */
function findDestination(regionId: unknown, { sources, isUnknown }: ResourceContext): Partial<Destination> {
    if (isUnknown(regionId)) {
        // the endpoint does not depend on the region
        const { endpoint } = resolveDestination(ANY_REGION, sources);
        return { endpoint };
    }
    if (regionId !== undefined && regionId !== null && typeof regionId !== "string") {
        throw new InvalidArgumentError("regionId", regionId, "a string");
    }
    return resolveDestination(regionId ?? undefined, sources);
}
