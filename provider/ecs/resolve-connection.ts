import { MAX_REQUESTS_PER_MINUTE } from "../domain/defaults";
import { InvalidArgumentError } from "../errors/invalid-argument-error";
import { checkedSources, isSetting, refuseUnknownSettings } from "./checked-settings";
import type { SettingSources } from "./connection-settings";
import type { CredentialSource } from "./credentials/credential-source";
import { checkedEndpoint } from "./endpoint";
import { endpointOfConfig } from "./endpoints-config";
import { findCredentials, regionOfProfile } from "./credentials/find-credentials";

/** Where ECS is asked; nothing in it is secret. */
export interface Destination {
    readonly regionId: string;
    /** `host[:port]`, or nothing: then the official SDK's map decides. */
    readonly endpoint?: string | undefined;
    readonly protocol: "http" | "https";
}

/** Where and as whom ECS is asked. */
export interface Connection extends Destination {
    readonly credentials: CredentialSource;
    readonly maxRequestsPerMinute: number;
}

/** The accepted form of a region. The hyphen keeps out names such as `constructor`, which the SDK's map would find. */
export const REGION_FORM =
    'a region id such as "cn-hangzhou" (lower-case letters and digits, with at least one hyphen)';
const REGION_PATTERN = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/;
const LOOPBACK_WITH_PORT = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]):\d+$/i;

/** Whether this is the form of a region id; whether the region exists, ECS says. */
export function isRegionId(value: unknown): value is string {
    return typeof value === "string" && value.length <= 63 && REGION_PATTERN.test(value);
}

/** Whether plain HTTP is the default for this endpoint, and short poll intervals are allowed: it is this machine. */
export function isLoopback(endpoint: string | undefined): boolean {
    return endpoint !== undefined && LOOPBACK_WITH_PORT.test(endpoint);
}

/**
 * @param regionId - the `regionId` argument of a call or resource, which beats every other source
 * @throws InvalidArgumentError
 */
export function resolveConnection(regionId: string | undefined, sources: SettingSources): Connection {
    return namingSettings(sources, () => {
        const checked = checkedSources(sources);
        refuseUnknownSettings(checked);
        const maxRequestsPerMinute = findBudget(checked);
        return { ...findDestination(regionId, checked), credentials: findCredentials(checked), maxRequestsPerMinute };
    });
}

/** Calls settings that are nested in an option by their whole name, such as `connection.region`. */
function namingSettings<T>({ settings, settingsName }: SettingSources, resolve: () => T): T {
    try {
        return resolve();
    } catch (error) {
        const isOfSettings =
            error instanceof InvalidArgumentError &&
            (isSetting(error.property) || Object.hasOwn(settings ?? {}, error.property));
        throw isOfSettings && settingsName !== undefined ? error.within(settingsName) : error;
    }
}

function findBudget({ settings, config }: SettingSources): number {
    const name = "maxRequestsPerMinute";
    const value: unknown = settings?.[name] ?? config?.(`alicloud-instance-status:${name}`) ?? MAX_REQUESTS_PER_MINUTE;
    const budget = typeof value === "number" || typeof value === "string" ? Number(value) : NaN;
    if (!Number.isSafeInteger(budget) || budget < 1) {
        throw new InvalidArgumentError(name, value, "a whole number, 1 or more");
    }
    return budget;
}

/** The part of a connection that can be known without credentials. */
export function resolveDestination(regionId: string | undefined, sources: SettingSources): Destination {
    return namingSettings(sources, () => findDestination(regionId, checkedSources(sources)));
}

function findDestination(regionId: string | undefined, sources: SettingSources): Destination {
    const endpoint = findEndpoint(sources);
    return { regionId: findRegion(regionId, sources), endpoint, protocol: findProtocol(endpoint, sources) };
}

function findRegion(argument: string | undefined, sources: SettingSources): string {
    const { settings, config, env, configNamespace = "alicloud" } = sources;
    // null is what an Output without a value resolves to; an empty text is a mistake, not "the configured region"
    if ((argument ?? undefined) !== undefined) {
        return checkedRegion("regionId", argument);
    }
    const [name, given] = first([
        ["region", settings?.region],
        ["alicloud:region", config?.("alicloud:region")],
        ...fromEnv(env, ["ALICLOUD_REGION", "ALIBABA_CLOUD_REGION", "ALIBABA_CLOUD_REGION_ID"]),
    ]);
    // a file is read only when nothing else says where
    const region = given ?? regionOfProfile(sources);
    if (region === undefined) {
        throw new InvalidArgumentError(
            "regionId",
            undefined,
            `given: set \`regionId\`, or \`${configNamespace}:region\` (pulumi config set ${configNamespace}:region cn-hangzhou), or ALICLOUD_REGION`,
        );
    }
    return checkedRegion(given === undefined ? "regionId" : name, region);
}

function checkedRegion(name: string, region: unknown): string {
    if (!isRegionId(region)) {
        throw new InvalidArgumentError(name, region, REGION_FORM);
    }
    return region;
}

function findEndpoint({ settings, config, env }: SettingSources): string | undefined {
    const [name, endpoint] = first([
        ["endpoint", settings?.endpoint],
        ["alicloud:endpoints", endpointOfConfig("ecs", config?.("alicloud:endpoints"))],
        ...fromEnv(env, ["ALIBABA_CLOUD_ENDPOINT_ECS", "ECS_ENDPOINT"]),
    ]);
    return endpoint === undefined ? undefined : checkedEndpoint(name, endpoint);
}

function findProtocol(endpoint: string | undefined, { settings, config }: SettingSources): "http" | "https" {
    const [name, protocol] = first([
        ["protocol", settings?.protocol],
        ["alicloud:protocol", config?.("alicloud:protocol")],
    ]);
    const word = protocol?.toLowerCase() ?? (isLoopback(endpoint) ? "http" : "https");
    if (word !== "http" && word !== "https") {
        // the SDK would send any other word as plain HTTP
        throw new InvalidArgumentError(name, protocol, '"https" or "http"');
    }
    return word;
}

type Candidate = readonly [name: string, value: string | undefined];

function first(candidates: readonly Candidate[]): Candidate {
    // a value that is left out may come as null
    const found = candidates.find(([, value]) => (value ?? "") !== "");
    return found ?? [candidates[0]?.[0] ?? "", undefined];
}

function fromEnv(env: SettingSources["env"], names: readonly string[]): Candidate[] {
    return names.map((name) => [name, env[name]]);
}
