import { type Destination, resolveDestination } from "../ecs/resolve-connection";
import { InvalidArgumentError } from "../errors";
import type { ResourceContext } from "./resource-context";

/**
 * Where a resource asks, as far as that is known in this preview.
 *
 * @throws InvalidArgumentError
 */
export function findDestination(
    regionId: unknown,
    { sources, isUnknown }: Pick<ResourceContext, "sources" | "isUnknown">,
): Partial<Destination> {
    if (isUnknown(regionId)) {
        const { endpoint } = resolveDestination("cn-hangzhou", sources); // any region: only the endpoint is wanted
        return { endpoint };
    }
    if (regionId !== undefined && regionId !== null && typeof regionId !== "string") {
        throw new InvalidArgumentError("regionId", regionId, "a text");
    }
    return resolveDestination(regionId ?? undefined, sources);
}

/** The inputs with the place where they ask: a change of it, by configuration too, is then a change of the inputs. */
export function withDestination(
    inputs: Readonly<Record<string, unknown>>,
    destination: Partial<Destination> | undefined,
): Record<string, unknown> {
    return {
        ...inputs,
        ...(destination?.regionId === undefined ? {} : { regionId: destination.regionId }),
        ...(destination?.endpoint === undefined ? {} : { __endpoint: destination.endpoint }),
    };
}
