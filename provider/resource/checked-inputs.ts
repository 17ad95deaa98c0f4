import type { Destination } from "../ecs/resolve-connection";
import { InvalidArgumentError } from "../errors";
import { findDestination, withDestination } from "./find-destination";
import type { CheckedInputs, ResourceContext, ResourceState } from "./resource-context";

/**
 * Fills in where a resource asks, and gathers all that is wrong with its inputs, each at its property.
 *
 * @param check - finds what is wrong with the other inputs
 */
export function checkedInputs(
    news: ResourceState,
    context: ResourceContext,
    check: (destination: Partial<Destination> | undefined) => readonly InvalidArgumentError[],
): CheckedInputs {
    const errors: InvalidArgumentError[] = [];
    let destination: Partial<Destination> | undefined;
    try {
        destination = findDestination(news["regionId"], context);
    } catch (error) {
        if (!(error instanceof InvalidArgumentError)) {
            throw error;
        }
        errors.push(error);
    }
    errors.push(...check(destination));
    return { inputs: withDestination(news, destination), errors };
}
