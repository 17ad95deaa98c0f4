import { MAX_REQUESTS_PER_MINUTE } from "../domain/defaults";
import { HIDDEN, InvalidArgumentError } from "../errors/invalid-argument-error";
import { typeErrors } from "./check-settings";
import type { SettingSources } from "./connection-settings";
import type { CredentialSource } from "./credentials/credential-source";
import { findCredentials } from "./credentials/find-credentials";
import { type Destination, findDestination } from "./settings/find-destination";
import { findPlace, LEVELS } from "./settings/find-setting";
import { SETTING_NAMES } from "./settings/setting-table";
import { Transport } from "./transport/transport";

export { isLoopback } from "./settings/endpoint";
export { type Destination, isRegionId } from "./settings/find-destination";

/** Where ECS is asked, with which credentials and how often. */
export interface Connection extends Destination {
    readonly credentials: CredentialSource;
    readonly transport: Transport;
    readonly maxRequestsPerMinute: number;
}

/**
 * @param regionId - the `regionId` argument of a call or resource, which beats every other source
 * @throws InvalidArgumentError
 * @throws EcsApiError of the kind `credentials` - there are none, or parts of two keys would be mixed
 */
export function resolveConnection(regionId: string | undefined, sources: SettingSources): Connection {
    return resolve(sources, (checked) => {
        const transport = new Transport(checked.env);
        const maxRequestsPerMinute = findMaxRequests(checked);
        const destination = findDestination(regionId, checked);
        return { ...destination, credentials: findCredentials(checked, transport), transport, maxRequestsPerMinute };
    });
}

/** The part of a connection that can be known without credentials. */
export function resolveDestination(regionId: string | undefined, sources: SettingSources): Destination {
    return resolve(sources, (checked) => findDestination(regionId, checked));
}

function findMaxRequests(sources: SettingSources): number {
    const { name, value } = findPlace("maxRequestsPerMinute", sources, LEVELS) ?? {
        name: "",
        value: MAX_REQUESTS_PER_MINUTE,
    };
    const count = Number(value);
    if (!Number.isSafeInteger(count) || count < 1) {
        throw new InvalidArgumentError(name, value, "a whole number, 1 or more");
    }
    return count;
}

/** Hands on settings of the right types, and names those that are nested in an option by their whole name. */
function resolve<T>(sources: SettingSources, find: (checked: SettingSources) => T): T {
    const settings = givenSettings(sources.settings);
    const isOfSettings = (error: unknown): error is InvalidArgumentError =>
        error instanceof InvalidArgumentError && Object.hasOwn(settings ?? {}, error.property);
    try {
        const [error] = typeErrors({ ...settings });
        if (error !== undefined) {
            throw error;
        }
        return find({ ...sources, settings });
    } catch (error) {
        throw sources.settingsName !== undefined && isOfSettings(error) ? error.within(sources.settingsName) : error;
    }
}

/** The settings without those that are null: an Output without a value resolves to it. */
function givenSettings(settings: unknown): SettingSources["settings"] {
    if (settings === undefined || settings === null) {
        return undefined;
    }
    if (typeof settings !== "object" || Array.isArray(settings)) {
        throw new InvalidArgumentError("connection", HIDDEN, `an object with ${SETTING_NAMES.join(", ")}`);
    }
    return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}
