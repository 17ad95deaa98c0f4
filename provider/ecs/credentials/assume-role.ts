import { constants } from "node:fs";
import { readFile } from "node:fs/promises";
import type { EcsApiError } from "../../errors/ecs-api-error";
import type { AssumeRole, AssumeRoleWithOidc } from "../connection-settings";
import { rpcRequest } from "../rpc/rpc-request";
import type { CredentialSource, FetchOptions } from "./credential-source";
import { unavailable } from "./credentials-error";
import { temporaryCredentials } from "./temporary-credentials";

/** The name of this package's sessions in ActionTrail, unless another one is given. */
const SESSION_NAME = "pulumi-alicloud-instance-status";
/** What STS takes by default. Seconds. */
const SESSION_EXPIRATION = 3_600;

const STS = { protocol: "https", version: "2015-04-01" } as const;

/** Credentials of a role that another identity may assume. */
export function assumeRole(
    base: CredentialSource,
    role: AssumeRole,
    { transport, stsEndpoint }: FetchOptions,
): CredentialSource {
    const sts = stsEndpoint();
    const { roleArn, sessionName = SESSION_NAME, policy, externalId, sessionExpiration = SESSION_EXPIRATION } = role;
    const form = withoutEmpty({
        RoleArn: roleArn,
        Policy: policy,
        ExternalId: externalId,
        RoleSessionName: sessionName,
        DurationSeconds: String(sessionExpiration),
    });
    return temporaryCredentials(
        [base.identity, JSON.stringify(form), sts],
        `the role ${roleArn}, assumed with ${base.origin}`,
        async (signal) => {
            const credentials = await base.credentials();
            const call = { ...STS, endpoint: sts, action: "AssumeRole", form, credentials };
            return transport.send(rpcRequest(call), signal);
        },
    );
}

/** Credentials of a role that a token of an OIDC provider stands for, as in a pod or a CI job. */
export function assumeRoleWithOidc(
    role: AssumeRoleWithOidc,
    { transport, stsEndpoint }: FetchOptions,
): CredentialSource {
    const sts = stsEndpoint();
    const { roleArn, oidcProviderArn, oidcToken, oidcTokenFile = "", policy } = role;
    const { roleSessionName = SESSION_NAME, sessionExpiration = SESSION_EXPIRATION } = role;
    const form = withoutEmpty({
        OIDCProviderArn: oidcProviderArn,
        RoleArn: roleArn,
        Policy: policy,
        RoleSessionName: roleSessionName,
        DurationSeconds: String(sessionExpiration),
    });
    const origin = `the role ${roleArn}, assumed with OIDC`;
    return temporaryCredentials(
        ["oidc", JSON.stringify(form), oidcTokenFile, oidcToken ?? "", sts],
        origin,
        async (signal) => {
            // the file is read for each session, because its tokens are short-lived and replaced
            const token = oidcToken ?? (await readToken(oidcTokenFile, origin));
            const call = { ...STS, endpoint: sts, action: "AssumeRoleWithOIDC", form: { ...form, OIDCToken: token } };
            return transport.send(rpcRequest(call), signal);
        },
    );
}

function withoutEmpty(form: Record<string, string | undefined>): Record<string, string> {
    return Object.fromEntries(Object.entries(form).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** A named pipe that nothing is written to would block the read for ever, and with it a thread of Node. */
const READ_WITHOUT_WAITING = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0); // Windows has no such flag

async function readToken(file: string, origin: string): Promise<string> {
    const unusable = (why: string): EcsApiError =>
        unavailable(origin, {
            kind: "credentials",
            reason: `${file}, ${why}`,
            hint: "check `oidcTokenFile` (ALIBABA_CLOUD_OIDC_TOKEN_FILE): is this file there, and may it be read?",
        });
    const token = await readFile(file, { encoding: "utf8", flag: READ_WITHOUT_WAITING }).catch((error: unknown) => {
        throw unusable(String((error as NodeJS.ErrnoException).code));
    });
    if (token.trim() === "") {
        throw unusable("it is empty");
    }
    return token;
}
