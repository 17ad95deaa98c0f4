import { createHash } from "node:crypto";
import type { CredentialSource, Credentials } from "./credentials";
import { credentialsError, type FetchProgress } from "./credentials-error";
import { endRequest, type InFlightRequest, trackRequest } from "./in-flight-request";
import { retryAfterOf } from "./retry-after";
import { UnknownHost } from "./unknown-host";

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

/**
 * How long one fetch may take. It is shorter than the time limit of a call, so that a call that waits for the fetch
 * reports that credentials are missing, and not that ECS does not answer.
 */
const FETCH_TIMEOUT_MS = 8_000;
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
    const unknownHost = new UnknownHost();

    const fetchOnce = async (): Promise<Credentials> => {
        // not the call that came first: others wait for this fetch too, and it must not end when that call does
        const inFlight: InFlightRequest = { requests: [] };
        try {
            const provider = create(require("@alicloud/credentials") as CredentialsModule);
            session = sessionOf(await inTime(inFlight, () => trackRequest(inFlight, () => provider.refresher())));
            unknownHost.resolved();
        } catch (error) {
            const now = Date.now();
            if (session === undefined || now >= session.endsAt) {
                throw credentialsError(error, origin, { unknownHost, ...progressOf(inFlight) });
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

/** Ends a fetch that takes too long, and closes its connections. */
async function inTime<T>(inFlight: InFlightRequest, fetch: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
            endRequest(inFlight);
            reject(Object.assign(new Error("no credentials in time"), { code: "RequestTimeout" }));
        }, FETCH_TIMEOUT_MS);
        void fetch()
            .then(resolve, reject)
            .finally(() => clearTimeout(timer));
    });
}

/** How far a fetch came. */
function progressOf({ response, tunnel }: InFlightRequest): FetchProgress {
    if (tunnel?.status !== undefined && tunnel.status !== 200) {
        return { httpStatus: tunnel.status, proxy: tunnel.proxy };
    }
    return response === undefined
        ? {}
        : { httpStatus: response.statusCode, retryAfterMs: retryAfterOf(response.headers) };
}
