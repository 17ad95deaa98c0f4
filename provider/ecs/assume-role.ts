import type { AssumeRole, AssumeRoleWithOidc } from "./connection-settings";
import type { CredentialSource } from "./credentials";
import { providerOfToken } from "./oidc-token-file";
import { type SessionProvider, temporaryCredentials } from "./temporary-credentials";

/** How this package's sessions are called in ActionTrail, unless another name is given. */
const SESSION_NAME = "pulumi-alicloud-instance-status";
/** What STS takes when nothing is said. Seconds. */
const SESSION_EXPIRATION = 3_600;

/** Where STS is asked: another host is for tests and private networks. */
export const STS_ENDPOINT = "sts.aliyuncs.com";

/** Credentials of a role that another identity may assume. */
export function assumeRole(base: CredentialSource, role: AssumeRole, sts: string = STS_ENDPOINT): CredentialSource {
    const { roleArn, sessionName = SESSION_NAME, policy, externalId, sessionExpiration = SESSION_EXPIRATION } = role;
    return temporaryCredentials(
        [base.identity, roleArn, sessionName, policy ?? "", externalId ?? "", String(sessionExpiration), sts],
        `the role ${roleArn}, assumed with ${base.origin}`,
        ({ RAMRoleARNCredentialsProvider }) => {
            const builder = RAMRoleARNCredentialsProvider.builder()
                .withCredentialsProvider({
                    getCredentials: async () => ({ ...(await base.credentials()), providerName: "static" }) as never,
                    getProviderName: () => "static",
                })
                .withRoleArn(roleArn)
                .withRoleSessionName(sessionName)
                .withDurationSeconds(sessionExpiration)
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
    const { roleSessionName = SESSION_NAME, sessionExpiration = SESSION_EXPIRATION } = role;
    return temporaryCredentials(
        [
            "oidc",
            roleArn,
            oidcProviderArn,
            oidcTokenFile,
            oidcToken,
            roleSessionName,
            policy ?? "",
            String(sessionExpiration),
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
                    .withDurationSeconds(sessionExpiration)
                    .withStsEndpoint(sts);
                return (policy === undefined ? builder : builder.withPolicy(policy)).build();
            };
            return oidcToken === "" ? ofFile(oidcTokenFile) : providerOfToken(oidcToken, ofFile);
        },
    );
}
