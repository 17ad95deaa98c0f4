/* The keys of the tests of secrets: all of them are made up. */

export const REGION = "eu-central-1";
export const ROLE = "acs:ram::123456789:role/deploy";

/** Who asks ECS: each with a key of its own, from a source of its own, and an ECS that lets in nobody else. */
export const IDENTITIES = ["stack", "keys", "uri", "role", "oidc", "file"] as const;
export type Identity = (typeof IDENTITIES)[number];

export interface Key {
    readonly accessKey: string;
    readonly secretKey: string;
    readonly securityToken: string;
}

/** Made up, with the signs that base64 has and that other forms of writing change. */
function keyOf(name: string): Key {
    return {
        accessKey: `LTAI5t${name}KeyOfTest0123`,
        secretKey: `${name}-secret-0123456789+abc/def=`,
        securityToken: `${name}-token+0123456789/abcdef==`,
    };
}

export const KEYS = Object.fromEntries(IDENTITIES.map((name) => [name, keyOf(name)])) as Record<Identity, Key>;
/** The key with which the role is assumed: it has no token. */
export const ROLE_BASE = keyOf("roleBase");
export const URI_TOKEN = "token-of-the-uri-0123456789";
export const OIDC_TOKEN = "oidc.eyJtYWRlLXVwIjoxfQ.0123456789";
/** A secret of an answer, and one of a file, that cannot be used. */
export const BROKEN_SESSION = "broken-session-0123456789";
export const BROKEN_FILE = "broken-file-secret-0123456789";

export function sessionOf({ accessKey, secretKey, securityToken }: Key): Record<string, string> {
    const Expiration = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z/, "Z");
    return {
        AccessKeyId: accessKey,
        AccessKeySecret: secretKey,
        SecurityToken: securityToken,
        Expiration,
        Code: "Success",
    };
}

/** What a careless service would say. */
export function quoted({ accessKey, secretKey, securityToken }: Key): string {
    return `refused: ${accessKey} with ${secretKey} and ${securityToken}`;
}
