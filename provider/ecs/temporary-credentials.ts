import { createHash } from "node:crypto";
import { EcsApiError } from "../errors/ecs-api-error";
import type { CredentialSource, Credentials } from "./credentials";

type CredentialsModule = typeof import("@alicloud/credentials");

/** A provider of `@alicloud/credentials`: it keeps its session and renews it before it ends. */
export interface SessionProvider {
    getCredentials(): Promise<{ accessKeyId?: string; accessKeySecret?: string; securityToken?: string }>;
    getProviderName(): string;
}

/**
 * Credentials that are fetched and end: of a role, of OIDC, of a URI. The official providers are sound one by one, but
 * several of them at a time fetch several times, and their errors quote whole answers, keys among them.
 */
export function temporaryCredentials(
    identity: readonly string[],
    origin: string,
    create: (providers: CredentialsModule) => SessionProvider,
): CredentialSource {
    let provider: SessionProvider | undefined;
    let flight: Promise<Credentials> | undefined;

    const fetchOnce = async (): Promise<Credentials> => {
        try {
            provider ??= create(require("@alicloud/credentials") as CredentialsModule);
            const { accessKeyId, accessKeySecret, securityToken } = await provider.getCredentials();
            if (!accessKeyId || !accessKeySecret) {
                throw new Error("no key");
            }
            return { accessKeyId, accessKeySecret, securityToken };
        } catch (error) {
            provider = undefined; // the next attempt begins anew
            throw fetchFailed(error, origin);
        }
    };
    const source: CredentialSource = {
        identity: createHash("sha256").update(identity.join("\n")).digest("hex").slice(0, 16),
        origin,
        credentials: () => (flight ??= fetchOnce().finally(() => (flight = undefined))),
        renew: () => (provider = undefined),
    };
    Object.defineProperty(source, "credentials", { enumerable: false });
    return source;
}

/** What went wrong, without a word of the answer: it may hold the very keys. */
function fetchFailed(error: unknown, origin: string): EcsApiError {
    if (error instanceof EcsApiError) {
        return error;
    }
    const { code, message = "" } = (typeof error === "object" && error !== null ? error : {}) as {
        code?: string;
        message?: string;
    };
    const httpStatus = /(?:httpStatus: |failed with |\) )(\d{3})\b/.exec(message)?.[1];
    const ownCode = /"Code"\s*:\s*"([A-Za-z.]{1,60})"/.exec(message)?.[1];
    const disabled = /IMDS credentials is disabled/.test(message);
    const reason = disabled
        ? "the metadata service is switched off (ALIBABA_CLOUD_ECS_METADATA_DISABLED)"
        : [ownCode, httpStatus === undefined ? undefined : `HTTP ${httpStatus}`, code].filter(Boolean).join(", ");
    return new EcsApiError({
        code: ownCode ?? "CredentialsUnavailable",
        // a network that fails for a moment must not end a wait; a refusal does
        kind: code !== undefined && ownCode === undefined && !disabled ? "transient" : "credentials",
        message: `no credentials could be fetched from ${origin}${reason === "" ? "" : ` (${reason})`}`,
        hint: "check that this identity may be assumed from here, and that its service can be reached",
    });
}
