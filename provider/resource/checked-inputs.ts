import { ANY_REGION } from "../domain/any-region";
import { type Destination, resolveDestination } from "../ecs/resolve-connection";
import { InvalidArgumentError } from "../errors";
import type { CheckedInputs, Properties, ResourceContext } from "./resource-context";

/**
 * Adds region and endpoint to the inputs, so that changing them in configuration shows up as a change of the resource.
 *
 * @param errors - the errors of the other inputs
 */
export function checkedInputs(
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
