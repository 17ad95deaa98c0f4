import { createHash } from "node:crypto";
import { EcsApiError } from "../errors/ecs-api-error";
import type { CredentialSource, Credentials } from "./credentials";

type CredentialsModule = typeof import("@alicloud/credentials");

/** A provider of `@alicloud/credentials`: it can be asked for a session again and again. */
export interface SessionProvider {
    refresher(): Promise<OfficialSession>;
}

/** A session as the official provider read it. */
export interface OfficialSession {
    readonly accessKeyId?: string;
    readonly accessKeySecret?: string;
    readonly securityToken?: string;
    /** In ISO 8601. */
    readonly expiration?: string;
}

/** A session that is kept; the times are milliseconds since 1970. */
interface Session {
    readonly credentials: Credentials;
    readonly endsAt: number;
    renewAt: number;
}

/** Sessions are renewed this long before they end, as the official providers do it; a short one, in its last fifth. */
const RENEWED_BEFORE_MS = 15 * 60_000;

/**
 * Credentials that are fetched and end: of a role, of OIDC, of a URI. The official providers only fetch them: by
 * themselves they would fetch a session of 15 minutes or less for each request, several times for several requests at a
 * time, and their errors quote whole answers, keys among them.
 */
export function temporaryCredentials(
    identity: readonly string[],
    origin: string,
    create: (providers: CredentialsModule) => SessionProvider,
): CredentialSource {
    let session: Session | undefined;
    let flight: Promise<Credentials> | undefined;

    const fetchOnce = async (): Promise<Credentials> => {
        try {
            const provider = create(require("@alicloud/credentials") as CredentialsModule);
            session = sessionOf(await provider.refresher());
        } catch (error) {
            const now = Date.now();
            if (session === undefined || now >= session.endsAt) {
                throw fetchFailed(error, origin);
            }
            // it is still valid: the renewal is tried again as if what is left of it were a session of its own
            session.renewAt = renewalOf(now, session.endsAt);
        }
        return session.credentials;
    };
    const source: CredentialSource = {
        identity: createHash("sha256").update(identity.join("\n")).digest("hex").slice(0, 16),
        origin,
        credentials: () =>
            session !== undefined && Date.now() < session.renewAt
                ? Promise.resolve(session.credentials)
                : (flight ??= fetchOnce().finally(() => (flight = undefined))),
        renew: (refused) => {
            if (refused === undefined || refused.securityToken === session?.credentials.securityToken) {
                session = undefined;
            }
        },
    };
    Object.defineProperty(source, "credentials", { enumerable: false });
    return source;
}

function sessionOf({ accessKeyId, accessKeySecret, securityToken, expiration }: OfficialSession): Session {
    const endsAt = Date.parse(expiration ?? "");
    if (!accessKeyId || !accessKeySecret || Number.isNaN(endsAt)) {
        throw new Error("no key, or none of which is known how long it is valid");
    }
    return {
        credentials: { accessKeyId, accessKeySecret, securityToken },
        endsAt,
        renewAt: renewalOf(Date.now(), endsAt),
    };
}

function renewalOf(from: number, endsAt: number): number {
    return endsAt - Math.min(RENEWED_BEFORE_MS, (endsAt - from) / 5);
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
