import { EcsApiError } from "../../errors/ecs-api-error";
import { HIDDEN, InvalidArgumentError } from "../../errors/invalid-argument-error";
import type { SettingSources } from "../connection-settings";
import { type Level, LEVELS, type Place, placesOf } from "../settings/find-setting";
import { type Credentials, type CredentialSource, credentialSource } from "./credential-source";

const PARTS = ["accessKey", "secretKey", "securityToken"] as const;

/** The three parts of a key in one place: they belong together and are never mixed with those of another place. */
export type KeyFamily = { readonly level: Level } & Readonly<Record<(typeof PARTS)[number], Place>>;

/** All places of a key, in the order in which they are asked. */
export function keyFamilies(sources: SettingSources): KeyFamily[] {
    return LEVELS.flatMap((level) => {
        const [secretKeys, securityTokens] = [
            placesOf("secretKey", level, sources),
            placesOf("securityToken", level, sources),
        ];
        return placesOf("accessKey", level, sources).map((accessKey, index) => ({
            level,
            accessKey,
            secretKey: secretKeys[index] as Place,
            securityToken: securityTokens[index] as Place,
        }));
    });
}

/**
 * The key that stands on a level.
 *
 * @param families - of all levels: the error of an incomplete key says where parts of another one are
 * @throws EcsApiError of kind `credentials` when parts of two keys would be mixed
 */
export function findKey(level: Level, families: readonly KeyFamily[]): CredentialSource | undefined {
    const chosen = families.find((one) => one.level === level && PARTS.some((part) => !isMissing(one[part])));
    if (chosen === undefined) {
        return undefined;
    }
    const [accessKeyId, accessKeySecret, securityToken] = PARTS.map((part) => keyWord(chosen[part]));
    if (accessKeyId === undefined || accessKeySecret === undefined) {
        throw incompleteKey(chosen, families);
    }
    if (securityToken === undefined) {
        refuseTokenOfAnother(chosen, families);
    }
    return staticCredentials({ accessKeyId, accessKeySecret, securityToken }, chosen.accessKey.name);
}

/**
 * A part of a key as it signs: without the blanks and line breaks around it, which come from pasting.
 *
 * @throws InvalidArgumentError that does not show it
 */
export function keyWord({ name, value }: Place): string | undefined {
    const word: unknown = typeof value === "string" ? value.trim() : (value ?? "");
    if (word === "") {
        return undefined;
    }
    if (typeof word !== "string" || !/^[\x21-\x7e]+$/.test(word)) {
        throw new InvalidArgumentError(name, HIDDEN, "one word without blanks or line breaks");
    }
    return word;
}

function isMissing(part: Place): boolean {
    return keyWord(part) === undefined;
}

/** Signing with a key and the token of another one fails at ECS with a message that names neither. */
function refuseTokenOfAnother(chosen: KeyFamily, families: readonly KeyFamily[]): void {
    // of the same level only: a stronger level also beats the leftovers of a weaker one
    const orphan = families.find(
        ({ level, accessKey, securityToken }) =>
            level === chosen.level && !isMissing(securityToken) && isMissing(accessKey),
    );
    if (orphan !== undefined) {
        const [token, other] = [chosen.securityToken.name, orphan.securityToken.name];
        throw new EcsApiError({
            code: "MixedCredentials",
            kind: "credentials",
            message: `the key comes from ${chosen.accessKey.name}, but the only token from ${other}`,
            hint: `set ${token} if the token belongs to this key, else unset ${other}`,
        });
    }
}

function incompleteKey(chosen: KeyFamily, families: readonly KeyFamily[]): EcsApiError {
    const names = (parts: readonly Place[]): string => parts.map(({ name }) => name).join(" and ");
    const missing = names([chosen.accessKey, chosen.secretKey].filter(isMissing));
    const given = names(PARTS.map((part) => chosen[part]).filter((part) => !isMissing(part)));
    const elsewhere = families.find((family) => family !== chosen && !isMissing(family.accessKey))?.accessKey.name;
    return new EcsApiError({
        code: "IncompleteCredentials",
        kind: "credentials",
        message:
            `${given} is set, but not ${missing}` +
            (elsewhere === undefined ? "" : `; parts of another key (${elsewhere}) are not mixed in`),
        hint: `set ${missing}, or unset the rest of it`,
    });
}

/** Credentials that do not change. */
export function staticCredentials(credentials: Credentials, origin: string): CredentialSource {
    const { accessKeyId, accessKeySecret, securityToken = "" } = credentials;
    return credentialSource([accessKeyId, accessKeySecret, securityToken], {
        origin,
        credentials: () => Promise.resolve(credentials),
    });
}
