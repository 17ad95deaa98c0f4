import { EcsApiError } from "../../errors/ecs-api-error";
import { HIDDEN, InvalidArgumentError } from "../../errors/invalid-argument-error";
import { assumeRole, assumeRoleWithOidc, STS_ENDPOINT } from "./assume-role";
import type { AssumeRoleWithOidc, SettingSources } from "../connection-settings";
import type { CredentialSource } from "./credential-source";
import { checkedEndpoint } from "../endpoint";
import { endpointOfConfig } from "../endpoints-config";
import { instanceRole } from "./instance-role";
import { findKey, type KeyFamily, keyFamilies } from "./key-families";
import { isUsable, profileCredentials } from "./profile-credentials";
import { defaultProfileFile, type Profile, readProfile, withHomeFolder } from "./profile-file";
import { checkedOidc, findAssumeRole, objectOfConfig } from "../role-settings";
import { sendRequest } from "../transport/send-request";
import { temporaryCredentials } from "./temporary-credentials";

/** What one source of settings may say of credentials. */
interface Level {
    readonly families: readonly KeyFamily[];
    readonly profile?: string | undefined;
    readonly credentialsUri?: string | undefined;
    readonly ecsRoleName?: string | undefined;
    readonly oidc?: AssumeRoleWithOidc | undefined;
}

/**
 * Finds who asks: the arguments, then `alicloud:*` configuration, then the environment; within each a key, a profile, a
 * credentials URI, the role of the ECS instance this runs on, then OIDC. A role to assume comes on top.
 *
 * @throws EcsApiError of kind `credentials` when there is none, or when parts of two keys would be mixed
 */
export function findCredentials(sources: SettingSources): CredentialSource {
    const all = keyFamilies(sources);
    const sts: FindStsEndpoint = () => stsEndpoint(sources);
    for (const [index, level] of levelsOf(sources, all).entries()) {
        const found = findInLevel(level, all, sources, sts);
        if (found !== undefined) {
            const role = findAssumeRole(
                sources,
                index === 0 ? "arguments" : index === 1 ? "configuration" : "environment",
            );
            return role === undefined ? found : assumeRole(found, role, sts());
        }
    }
    const current = currentProfile(sources);
    throw noCredentials(
        all,
        sources.configNamespace ?? "alicloud",
        current === undefined
            ? ""
            : `; the profile "${current.name}" has ${current.mode ? `the mode ${current.mode}` : "no mode"}`,
    );
}

function levelsOf({ settings, config, env }: SettingSources, all: readonly KeyFamily[]): Level[] {
    const [ofArguments, ofConfiguration, ...ofEnvironment] = all;
    const first = (...names: string[]): string | undefined => names.map((name) => env[name]).find(Boolean);
    const roleArn = first("ALIBABA_CLOUD_ROLE_ARN");
    const oidcProviderArn = first("ALIBABA_CLOUD_OIDC_PROVIDER_ARN");
    const oidcTokenFile = first("ALIBABA_CLOUD_OIDC_TOKEN_FILE");
    const oidcToken = first("ALIBABA_CLOUD_OIDC_TOKEN");
    return [
        {
            families: ofArguments === undefined ? [] : [ofArguments],
            profile: settings?.profile,
            credentialsUri: settings?.credentialsUri,
            ecsRoleName: settings?.ecsRoleName,
            oidc: checkedOidc(settings?.assumeRoleWithOidc),
        },
        {
            families: ofConfiguration === undefined ? [] : [ofConfiguration],
            profile: config?.("alicloud:profile"),
            credentialsUri: config?.("alicloud:credentialsUri"),
            ecsRoleName: config?.("alicloud:ecsRoleName"),
            oidc: checkedOidc(
                objectOfConfig("alicloud:assumeRoleWithOidc", config) as AssumeRoleWithOidc | undefined,
                "alicloud:assumeRoleWithOidc",
            ),
        },
        { families: ofEnvironment, profile: first("ALICLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE") },
        // what nobody names comes last: the profile that the CLI's file happens to call its current one is one of them
        {
            families: [],
            credentialsUri: first("ALICLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_CREDENTIALS_URI"),
            ecsRoleName: first("ALICLOUD_ECS_ROLE_NAME", "ALIBABA_CLOUD_ECS_METADATA"),
            oidc:
                roleArn !== undefined && oidcProviderArn !== undefined && (oidcTokenFile ?? oidcToken) !== undefined
                    ? {
                          roleArn,
                          oidcProviderArn,
                          oidcTokenFile,
                          oidcToken,
                          roleSessionName: first("ALIBABA_CLOUD_ROLE_SESSION_NAME"),
                      }
                    : undefined,
        },
    ];
}

function findInLevel(
    { families, profile, credentialsUri, ecsRoleName, oidc }: Level,
    all: readonly KeyFamily[],
    sources: SettingSources,
    sts: FindStsEndpoint,
): CredentialSource | undefined {
    const key = findKey(families, all);
    if (key !== undefined) {
        return key;
    }
    if (profile) {
        const found = readProfile(profileFile(sources), profile);
        return found && profileCredentials(found, sts);
    }
    if (families.length === 0) {
        const current = currentProfile(sources);
        const ofCurrent = current && isUsable(current) ? profileCredentials(current, sts) : undefined;
        if (ofCurrent !== undefined) {
            return ofCurrent;
        }
    }
    if (credentialsUri) {
        return ofUri(credentialsUri);
    }
    if (ecsRoleName) {
        return instanceRole(ecsRoleName);
    }
    return oidc && assumeRoleWithOidc(oidc, sts());
}

/** The profile that the CLI's file calls its current one, unless that is switched off. */
function currentProfile(sources: SettingSources): Profile | undefined {
    return sources.env["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"] === "true"
        ? undefined
        : readProfile(profileFile(sources), undefined);
}

function profileFile({ settings, config, env }: SettingSources): string {
    const given =
        settings?.sharedCredentialsFile ||
        config?.("alicloud:sharedCredentialsFile") ||
        env["ALICLOUD_SHARED_CREDENTIALS_FILE"] ||
        env["ALIBABA_CLOUD_CREDENTIALS_FILE"];
    return given ? withHomeFolder(given) : defaultProfileFile();
}

/** The region of the profile that is asked for, or of the current one: the last place where a region is looked for. */
export function regionOfProfile(sources: SettingSources): string | undefined {
    const { settings, config, env } = sources;
    const name =
        settings?.profile || config?.("alicloud:profile") || env["ALICLOUD_PROFILE"] || env["ALIBABA_CLOUD_PROFILE"];
    try {
        return (name ? readProfile(profileFile(sources), name) : currentProfile(sources))?.region_id || undefined;
    } catch {
        return undefined; // what is wrong with it is said where its keys are wanted
    }
}

/** @throws InvalidArgumentError that does not show the address: it may hold a token */
export function hostOfCredentialsUri(uri: string): string {
    try {
        const { protocol, host } = new URL(uri);
        if (protocol === "http:" || protocol === "https:") {
            return host;
        }
    } catch {
        // no address at all
    }
    throw new InvalidArgumentError("credentialsUri", HIDDEN, "an http or https address");
}

function ofUri(uri: string): CredentialSource {
    const host = hostOfCredentialsUri(uri);
    return temporaryCredentials(["uri", uri], `the credentials URI at ${host}`, (signal) =>
        sendRequest({ method: "GET", url: new URL(uri) }, signal),
    );
}

/** Where STS is asked when a role is assumed: only then is it looked at. */
type FindStsEndpoint = () => string | undefined;

/** `alicloud:endpoints` may name another host for STS too. */
function stsEndpoint({ config, env }: SettingSources): string | undefined {
    const ofConfig = endpointOfConfig("sts", config?.("alicloud:endpoints"));
    if (ofConfig !== undefined) {
        return checkedEndpoint("alicloud:endpoints.sts", ofConfig, STS_ENDPOINT);
    }
    const variable = "ALIBABA_CLOUD_ENDPOINT_STS";
    return env[variable] ? checkedEndpoint(variable, env[variable], STS_ENDPOINT) : undefined;
}

function noCredentials(families: readonly KeyFamily[], namespace: string, remark: string): EcsApiError {
    const looked = families.slice(1).map(({ accessKey, secretKey }) => `${accessKey} and ${secretKey}`);
    return new EcsApiError({
        code: "NoCredentials",
        kind: "credentials",
        message:
            `no access key was found; looked at the provider's arguments, ${looked.join("; ")}; ` +
            `profile, credentialsUri, ecsRoleName and assumeRoleWithOidc under the same places; the aliyun CLI's file${remark}`,
        hint: `pulumi config set ${namespace}:accessKey <id> && pulumi config set --secret ${namespace}:secretKey <secret>, or set the variables`,
    });
}
