import { InvalidArgumentError } from "../errors/invalid-argument-error";
import type { AssumeRole, AssumeRoleWithOidc, SettingSources } from "./connection-settings";
import type { CredentialSource } from "./credentials";
import { providerOfToken } from "./oidc-token-file";
import { type SessionProvider, temporaryCredentials } from "./temporary-credentials";

/** How this package's sessions are called in ActionTrail, unless another name is given. */
const SESSION_NAME = "pulumi-alicloud-instance-status";
/** What STS takes when nothing is said, and the least that it takes. Seconds. */
const SESSION_EXPIRATION = 3_600;
const LEAST_SESSION_EXPIRATION = 900;

/** Where STS is asked: another host is for tests and private networks. */
const STS_ENDPOINT = "sts.aliyuncs.com";

/** Credentials of a role that another identity may assume. */
export function assumeRole(base: CredentialSource, role: AssumeRole, sts: string = STS_ENDPOINT): CredentialSource {
    const { roleArn, sessionName = SESSION_NAME, policy, externalId } = role;
    const seconds = expirationOf(role, "assumeRole");
    return temporaryCredentials(
        [base.identity, roleArn, sessionName, policy ?? "", externalId ?? "", String(seconds), sts],
        `the role ${roleArn}, assumed with ${base.origin}`,
        ({ RAMRoleARNCredentialsProvider }) => {
            const builder = RAMRoleARNCredentialsProvider.builder()
                .withCredentialsProvider({
                    getCredentials: async () => ({ ...(await base.credentials()), providerName: "static" }) as never,
                    getProviderName: () => "static",
                })
                .withRoleArn(roleArn)
                .withRoleSessionName(sessionName)
                .withDurationSeconds(seconds)
                .withStsEndpoint(sts);
            if (policy !== undefined) {
                builder.withPolicy(policy);
            }
            if (externalId !== undefined) {
                builder.withExternalId(externalId);
            }
            return builder.build();
        },
    );
}

/** Credentials of a role that a token of an OIDC provider stands for, as in a pod or a CI job. */
export function assumeRoleWithOidc(role: AssumeRoleWithOidc, sts: string = STS_ENDPOINT): CredentialSource {
    const { roleArn, oidcProviderArn, oidcToken = "", oidcTokenFile = "", policy } = role;
    const { roleSessionName = SESSION_NAME } = role;
    const seconds = expirationOf(role, "assumeRoleWithOidc");
    return temporaryCredentials(
        [
            "oidc",
            roleArn,
            oidcProviderArn,
            oidcTokenFile,
            oidcToken,
            roleSessionName,
            policy ?? "",
            String(seconds),
            sts,
        ],
        `the role ${roleArn}, assumed with OIDC`,
        ({ OIDCRoleArnCredentialsProvider }) => {
            const ofFile = (tokenFile: string): SessionProvider => {
                const builder = OIDCRoleArnCredentialsProvider.builder()
                    .withRoleArn(roleArn)
                    .withOIDCProviderArn(oidcProviderArn)
                    .withOIDCTokenFilePath(tokenFile)
                    .withRoleSessionName(roleSessionName)
                    .withDurationSeconds(seconds)
                    .withStsEndpoint(sts);
                return (policy === undefined ? builder : builder.withPolicy(policy)).build();
            };
            return oidcToken === "" ? ofFile(oidcTokenFile) : providerOfToken(oidcToken, ofFile);
        },
    );
}

function expirationOf({ sessionExpiration }: { sessionExpiration?: number | undefined }, name: string): number {
    const seconds = sessionExpiration ?? SESSION_EXPIRATION;
    if (!Number.isSafeInteger(seconds) || seconds < LEAST_SESSION_EXPIRATION) {
        throw new InvalidArgumentError(
            `${name}.sessionExpiration`,
            sessionExpiration,
            `a whole number of seconds, ${LEAST_SESSION_EXPIRATION} or more`,
        );
    }
    return seconds;
}

/** The role to assume on top of whatever key was found: the arguments, `alicloud:assumeRole`, then the environment. */
export function findAssumeRole(
    { settings, config, env }: SettingSources,
    keyIsFrom: "arguments" | "configuration" | "environment",
): AssumeRole | undefined {
    // a role of a weaker source is not meant for the key of a stronger one
    const ofConfig = keyIsFrom === "arguments" ? undefined : objectOfConfig("alicloud:assumeRole", config);
    const configured = settings?.assumeRole ?? (ofConfig as AssumeRole | undefined);
    if (configured !== undefined) {
        return checkedRole(configured);
    }
    // beside the variables of OIDC, the second one names the role that the token stands for
    const roleArn =
        env["ALICLOUD_ASSUME_ROLE_ARN"] ||
        (env["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] ? undefined : env["ALIBABA_CLOUD_ROLE_ARN"]);
    if (!roleArn || keyIsFrom !== "environment") {
        return undefined;
    }
    const expiration = env["ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION"];
    return {
        roleArn,
        sessionName: env["ALICLOUD_ASSUME_ROLE_SESSION_NAME"] || env["ALIBABA_CLOUD_ROLE_SESSION_NAME"] || undefined,
        sessionExpiration: expiration ? Number(expiration) : undefined,
    };
}

/** The role to assume of the arguments or the configuration. */
export function checkedRole(role: AssumeRole): AssumeRole {
    return withRequired(role, "assumeRole", ["roleArn"]);
}

/** The OIDC role of the arguments or the configuration. */
export function checkedOidc(role: AssumeRoleWithOidc | undefined): AssumeRoleWithOidc | undefined {
    if (role === undefined) {
        return undefined;
    }
    // a token that is given beats the file of one
    return withRequired(role, "assumeRoleWithOidc", [
        "roleArn",
        "oidcProviderArn",
        role.oidcToken ? "oidcToken" : "oidcTokenFile",
    ]);
}

function withRequired<T extends object>(value: T, name: string, required: readonly (keyof T & string)[]): T {
    for (const member of required) {
        const given: unknown = value[member];
        if (typeof given !== "string" || given === "") {
            throw new InvalidArgumentError(`${name}.${member}`, given, "a text that is not empty");
        }
    }
    return value;
}

/** An object that the configuration holds as JSON. */
export function objectOfConfig(key: string, config: SettingSources["config"]): object | undefined {
    const json = config?.(key);
    if (json === undefined || ["", "null", "[]"].includes(json.trim())) {
        return undefined;
    }
    let value: unknown;
    try {
        value = JSON.parse(json);
    } catch {
        value = undefined;
    }
    // a bridged provider may keep a block as a list of one
    const object: unknown = Array.isArray(value) ? (value as unknown[])[0] : value;
    if (typeof object !== "object" || object === null) {
        throw new InvalidArgumentError(
            key,
            undefined,
            'an object in JSON such as {"roleArn": "acs:ram::123:role/deploy"}',
        );
    }
    return object;
}
