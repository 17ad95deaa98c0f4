import { createHash } from "node:crypto";
import { EcsApiError } from "../../errors/ecs-api-error";
import { HIDDEN, InvalidArgumentError } from "../../errors/invalid-argument-error";
import type { SettingSources } from "../connection-settings";
import type { CredentialSource, Credentials } from "./credential-source";

/** The three names under which one source keeps a key: they belong together and are never mixed with another's. */
export interface KeyFamily {
    readonly accessKey: string;
    readonly secretKey: string;
    readonly securityToken: string;
    readonly read: (name: string) => string | undefined;
}

/**
 * The key that one of these families holds.
 *
 * @param all - the families of every source: the error of half a key says where parts of another one are
 * @throws EcsApiError of kind `credentials` when parts of two keys would be mixed
 */
export function findKey(families: readonly KeyFamily[], all: readonly KeyFamily[]): CredentialSource | undefined {
    const chosen = families.find((family) => namesOf(family).some((name) => read(family, name) !== undefined));
    if (chosen === undefined) {
        return undefined;
    }
    const accessKeyId = read(chosen, chosen.accessKey);
    const accessKeySecret = read(chosen, chosen.secretKey);
    const securityToken = read(chosen, chosen.securityToken);
    if (accessKeyId === undefined || accessKeySecret === undefined) {
        throw halfAKey(chosen, all);
    }
    refuseTokenOfAnother(chosen, securityToken, all);
    return staticCredentials({ accessKeyId, accessKeySecret, securityToken }, chosen.accessKey);
}

/** All families, in the order in which they are asked: the arguments, the configuration, then the environment. */
export function keyFamilies({ settings, config, env, configNamespace = "alicloud" }: SettingSources): KeyFamily[] {
    const fromSettings = (name: string): string | undefined =>
        settings?.[name as "accessKey" | "secretKey" | "securityToken"];
    const fromConfig = (name: string): string | undefined => config?.(name);
    const fromEnv = (name: string): string | undefined => env[name];
    return [
        { accessKey: "accessKey", secretKey: "secretKey", securityToken: "securityToken", read: fromSettings },
        {
            accessKey: `${configNamespace}:accessKey`,
            secretKey: `${configNamespace}:secretKey`,
            securityToken: `${configNamespace}:securityToken`,
            read: fromConfig,
        },
        {
            accessKey: "ALICLOUD_ACCESS_KEY",
            secretKey: "ALICLOUD_SECRET_KEY",
            securityToken: "ALICLOUD_SECURITY_TOKEN",
            read: fromEnv,
        },
        ...["ALIBABA_CLOUD", "ALIBABACLOUD"].map((prefix) => ({
            accessKey: `${prefix}_ACCESS_KEY_ID`,
            secretKey: `${prefix}_ACCESS_KEY_SECRET`,
            securityToken: `${prefix}_SECURITY_TOKEN`,
            read: fromEnv,
        })),
    ];
}

function namesOf({ accessKey, secretKey, securityToken }: KeyFamily): string[] {
    return [accessKey, secretKey, securityToken];
}

function read(family: KeyFamily, name: string): string | undefined {
    return keyWord(name, family.read(name));
}

/**
 * A part of a key as it signs: without the blanks and line breaks around it, which come from pasting.
 *
 * @param name - where it stands, for the error
 * @throws InvalidArgumentError that does not show it
 */
export function keyWord(name: string, value: unknown): string | undefined {
    const word: unknown = typeof value === "string" ? value.trim() : (value ?? "");
    if (word === "") {
        return undefined;
    }
    if (typeof word !== "string" || !/^[\x21-\x7e]+$/.test(word)) {
        throw new InvalidArgumentError(name, HIDDEN, "one word without blanks or line breaks");
    }
    return word;
}

/** Signing with a key and another key's token fails at ECS with a message that names neither. */
function refuseTokenOfAnother(chosen: KeyFamily, ownToken: string | undefined, families: readonly KeyFamily[]): void {
    const orphan = families.find(
        (family) =>
            family.read === chosen.read && // another environment name; what beats the environment also beats its leftovers
            read(family, family.securityToken) !== undefined &&
            read(family, family.accessKey) === undefined,
    );
    if (ownToken === undefined && orphan !== undefined) {
        throw new EcsApiError({
            code: "MixedCredentials",
            kind: "credentials",
            message: `the key comes from ${chosen.accessKey}, but the only token from ${orphan.securityToken}`,
            hint: `set ${chosen.securityToken} if the token belongs to this key, else unset ${orphan.securityToken}`,
        });
    }
}

function halfAKey(chosen: KeyFamily, families: readonly KeyFamily[]): EcsApiError {
    const missing = [chosen.accessKey, chosen.secretKey].filter((name) => read(chosen, name) === undefined);
    const elsewhere = families.find((family) => family !== chosen && read(family, family.accessKey) !== undefined);
    return new EcsApiError({
        code: "IncompleteCredentials",
        kind: "credentials",
        message:
            `${namesOf(chosen)
                .filter((name) => !missing.includes(name) && read(chosen, name))
                .join(" and ")} is set, but not ${missing.join(" and ")}` +
            (elsewhere === undefined ? "" : `; parts of another key (${elsewhere.accessKey}) are not mixed in`),
        hint: `set ${missing.join(" and ")}, or unset the rest of it`,
    });
}

/** Credentials that do not change. */
export function staticCredentials(credentials: Credentials, origin: string): CredentialSource {
    const { accessKeyId, accessKeySecret, securityToken = "" } = credentials;
    const identity = createHash("sha256")
        .update([accessKeyId, accessKeySecret, securityToken].join("\n"))
        .digest("hex")
        .slice(0, 16);
    const source = { identity, origin, credentials: () => Promise.resolve(credentials) };
    // whoever prints a connection must not print its key
    Object.defineProperty(source, "credentials", { enumerable: false });
    return source;
}
