import { withTimeLimit } from "../../time/with-time-limit";
import type { HttpAnswer } from "../transport/transport";
import { UnknownHost } from "../transport/unknown-host";
import { type Credentials, type CredentialSource, credentialSource } from "./credential-source";
import { credentialsError, NoSessionError } from "./credentials-error";

/** Asks a service for a session. The signal ends the request. */
export type FetchSession = (signal: AbortSignal) => Promise<HttpAnswer>;

/** A session that is kept; the times are milliseconds since 1970. */
interface Session {
    readonly credentials: Credentials;
    readonly endsAt: number;
    renewAt: number;
}

/**
 * How long one fetch may take. It is shorter than the time limit of a call, so that a call that waits for the fetch
 * reports that credentials are missing, and not that ECS does not answer.
 */
const FETCH_TIMEOUT_MS = 8_000;
/** Sessions are renewed this long before they end, as the official SDK does; a short one in its last fifth. */
const RENEWED_BEFORE_MS = 15 * 60_000;

/**
 * Credentials that are fetched and expire: of a role, of OIDC, of a URI. A session is kept until shortly before its end,
 * and one fetch serves all callers: none of them ends it, only its own time limit does.
 *
 * @param identity - what the session depends on; equal for two sources that sign as the same identity
 */
export function temporaryCredentials(
    identity: readonly string[],
    origin: string,
    fetch: FetchSession,
): CredentialSource {
    const unknownHost = new UnknownHost();
    let session: Session | undefined;
    let pending: Promise<Credentials> | undefined;

    const renewed = async (): Promise<Credentials> => {
        try {
            session = sessionIn(await withTimeLimit(FETCH_TIMEOUT_MS, undefined, fetch));
            unknownHost.resolved();
        } catch (error) {
            const now = Date.now();
            if (session === undefined || now >= session.endsAt) {
                throw credentialsError(error, origin, unknownHost);
            }
            // it is still valid: the renewal is tried again as if the rest of it were a session of its own
            session.renewAt = renewalOf(now, session.endsAt);
        }
        return session.credentials;
    };
    return credentialSource(identity, {
        origin,
        credentials: () =>
            session !== undefined && Date.now() < session.renewAt
                ? Promise.resolve(session.credentials)
                : (pending ??= renewed().finally(() => (pending = undefined))),
        renew: (refused) => {
            if (refused === undefined || refused.securityToken === session?.credentials.securityToken) {
                session = undefined;
            }
        },
    });
}

/** @throws NoSessionError */
function sessionIn(answer: HttpAnswer): Session {
    const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = membersIn(answer);
    const endsAt = Date.parse(Expiration ?? "");
    if (!AccessKeyId || !AccessKeySecret || !SecurityToken || Number.isNaN(endsAt)) {
        throw new NoSessionError(answer);
    }
    return {
        credentials: { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken },
        endsAt,
        renewAt: renewalOf(Date.now(), endsAt),
    };
}

/** The text members of a session. STS wraps them in `Credentials`; a URI and the metadata service do not. */
function membersIn(answer: HttpAnswer): Partial<Record<string, string>> {
    let body: unknown;
    try {
        body = answer.status === 200 ? JSON.parse(answer.text) : undefined;
    } catch {
        body = undefined; // the parser's own text quotes the answer
    }
    const { Credentials = body } = (body ?? {}) as { Credentials?: unknown };
    const members = Object.entries(Credentials ?? {}) as [string, unknown][];
    return Object.fromEntries(members.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function renewalOf(from: number, endsAt: number): number {
    return endsAt - Math.min(RENEWED_BEFORE_MS, (endsAt - from) / 5);
}
