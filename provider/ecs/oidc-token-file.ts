import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SessionProvider } from "./temporary-credentials";

/** Sessions are renewed this long before they end, as the official provider does it; a short one, in its last fifth. */
const RENEWED_BEFORE_MS = 15 * 60_000;

/**
 * The official OIDC provider reads its token from a file and from nowhere else. A token that is given as a text is in
 * one only while STS is asked: in a folder that no other user can look into.
 */
export function providerOfToken(
    token: string,
    sessionMs: number,
    create: (tokenFile: string) => SessionProvider,
): SessionProvider {
    let session: ReturnType<SessionProvider["getCredentials"]> | undefined;
    let renewAt = 0;

    async function fetchSession(): ReturnType<SessionProvider["getCredentials"]> {
        const folder = mkdtempSync(join(tmpdir(), "alicloud-oidc-"));
        try {
            const tokenFile = join(folder, "token");
            writeFileSync(tokenFile, token, { mode: 0o600 });
            return await create(tokenFile).getCredentials();
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
    }
    return {
        getProviderName: () => "oidc_role_arn",
        getCredentials: () => {
            if (session === undefined || Date.now() >= renewAt) {
                session = fetchSession();
                renewAt = Date.now() + sessionMs - Math.min(RENEWED_BEFORE_MS, sessionMs / 5);
            }
            return session;
        },
    };
}
