import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SessionProvider } from "./temporary-credentials";

/**
 * The official OIDC provider reads its token from a file and from nowhere else. A token that is given as a text is in
 * one only while STS is asked: in a folder that no other user can look into.
 */
export function providerOfToken(token: string, create: (tokenFile: string) => SessionProvider): SessionProvider {
    return {
        refresher: async () => {
            const folder = mkdtempSync(join(tmpdir(), "alicloud-oidc-"));
            try {
                const tokenFile = join(folder, "token");
                writeFileSync(tokenFile, token, { mode: 0o600 });
                return await create(tokenFile).refresher();
            } finally {
                rmSync(folder, { recursive: true, force: true });
            }
        },
    };
}
