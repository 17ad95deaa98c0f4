import { EcsApiError } from "../../errors/ecs-api-error";
import type { AssumeRole, SettingSources } from "../connection-settings";
import { checkedEndpoint, endpointOfConfig, hostOfCredentialsUri } from "../settings/endpoint";
import { findText, type Level, LEVELS } from "../settings/find-setting";
import { findRole } from "../settings/role";
import { configKey } from "../settings/setting-table";
import { Transport } from "../transport/transport";
import { assumeRole, assumeRoleWithOidc } from "./assume-role";
import type { CredentialSource, FetchOptions } from "./credential-source";
import { currentProfile, namedProfile } from "./find-profile";
import { instanceRole } from "./instance-role";
import { findKey, keyFamilies, type KeyFamily } from "./key-families";
import { isUsable, profileCredentials } from "./profile-credentials";
import { temporaryCredentials } from "./temporary-credentials";

/** Where STS is asked by default. */
const STS_ENDPOINT = "sts.aliyuncs.com";

/**
 * Finds the credentials: among the arguments, then in the `alicloud:*` configuration, then in the environment; in each a
 * key, a profile, a credentials URI, the role of the ECS instance that this runs on, then OIDC. A role to assume comes on
 * top.
 *
 * @throws EcsApiError of kind `credentials` when there are none, or when parts of two keys would be mixed
 * @throws InvalidArgumentError
 */
export function findCredentials(
    sources: SettingSources,
    transport: Transport = new Transport(sources.env),
): CredentialSource {
    const options = { transport, env: sources.env, stsEndpoint: () => findStsEndpoint(sources) };
    const families = keyFamilies(sources);
    for (const level of LEVELS) {
        const found = findAt(level, families, sources, options);
        if (found !== undefined) {
            const role = roleFor(level, sources);
            return role === undefined ? found : assumeRole(found, role, options);
        }
    }
    throw noCredentials(families, sources);
}

function findAt(
    level: Level,
    families: readonly KeyFamily[],
    sources: SettingSources,
    options: FetchOptions,
): CredentialSource | undefined {
    const oidc = findRole("assumeRoleWithOidc", level, sources); // checked even where something stronger is found
    const key = findKey(level, families);
    if (key !== undefined) {
        return key;
    }
    const profile = findText("profile", sources, [level])?.value;
    const named = profile === undefined ? undefined : namedProfile(profile, sources);
    if (named !== undefined) {
        return profileCredentials(named, options);
    }
    if (level === "environment") {
        // not named by anybody, so it comes after everything that is
        const current = currentProfile(sources);
        if (current !== undefined && isUsable(current)) {
            return profileCredentials(current, options);
        }
    }
    const uri = findText("credentialsUri", sources, [level])?.value;
    if (uri !== undefined) {
        return ofUri(uri, options);
    }
    const roleName = findText("ecsRoleName", sources, [level])?.value;
    if (roleName !== undefined) {
        return instanceRole(roleName, options);
    }
    return oidc && assumeRoleWithOidc(oidc, options);
}

/** A role of the same source as the key, or of a stronger one. */
function roleFor(level: Level, sources: SettingSources): AssumeRole | undefined {
    for (const one of LEVELS.slice(0, LEVELS.indexOf(level) + 1)) {
        const role = findRole("assumeRole", one, sources);
        if (role !== undefined) {
            return role;
        }
    }
    return undefined;
}

function ofUri(uri: string, { transport }: FetchOptions): CredentialSource {
    const host = hostOfCredentialsUri(uri);
    return temporaryCredentials(["uri", uri], `the credentials URI at ${host}`, (signal) =>
        transport.send({ method: "GET", url: new URL(uri) }, signal),
    );
}

/**
 * Where STS is asked. It is looked up only when a role is assumed.
 *
 * @throws InvalidArgumentError
 */
function findStsEndpoint({ config, env }: SettingSources): string {
    const variable = "ALIBABA_CLOUD_ENDPOINT_STS";
    const key = configKey("endpoint");
    const ofConfig = endpointOfConfig("sts", config?.(key));
    if (ofConfig !== undefined) {
        return checkedEndpoint(`${key}.sts`, ofConfig, STS_ENDPOINT);
    }
    return env[variable] ? checkedEndpoint(variable, env[variable], STS_ENDPOINT) : STS_ENDPOINT;
}

function noCredentials(families: readonly KeyFamily[], sources: SettingSources): EcsApiError {
    const { configNamespace: namespace = "alicloud" } = sources;
    const looked = families.slice(1).map(({ accessKey, secretKey }) => `${accessKey.name} and ${secretKey.name}`);
    const current = currentProfile(sources);
    const remark =
        current === undefined
            ? ""
            : `; the profile "${current.name}" has ${current.mode ? `the mode ${current.mode}` : "no mode"}`;
    return new EcsApiError({
        code: "NoCredentials",
        kind: "credentials",
        message:
            `no access key was found; looked at the provider's arguments, ${looked.join("; ")}; ` +
            `profile, credentialsUri, ecsRoleName and assumeRoleWithOidc under the same places; the aliyun CLI's file${remark}`,
        hint: `pulumi config set ${namespace}:accessKey <id> && pulumi config set --secret ${namespace}:secretKey <secret>, or set the variables`,
    });
}
