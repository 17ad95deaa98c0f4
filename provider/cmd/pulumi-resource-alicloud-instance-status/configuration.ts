import { ArgumentReader } from "../../arguments/argument-reader";
import type { ConnectionSettings, SettingSources } from "../../ecs/connection-settings";
import { hostOfCredentialsUri } from "../../ecs/find-credentials";
import { resolveDestination } from "../../ecs/resolve-connection";
import { checkedOidc, checkedRole, OIDC_ROLE_MEMBERS, ROLE_MEMBERS } from "../../ecs/role-settings";
import { HIDDEN, InvalidArgumentError } from "../../errors/invalid-argument-error";
import { hasUnknown } from "../../resource/resource-context";
import { isUnknown, type Properties } from "./properties";

/** What the provider is configured with: the arguments of `Provider`, or `alicloud-instance-status:*` of the stack. */
export interface Configuration {
    readonly settings: ConnectionSettings;
    /** Break glass: gates do not wait. */
    readonly skipWait: boolean;
}

const TEXTS = [
    "region",
    "accessKey",
    "secretKey",
    "securityToken",
    "profile",
    "sharedCredentialsFile",
    "credentialsUri",
    "ecsRoleName",
    "endpoint",
    "protocol",
] as const;
const ROLES: Readonly<Record<string, readonly string[]>> = {
    assumeRole: ROLE_MEMBERS,
    assumeRoleWithOidc: OIDC_ROLE_MEMBERS,
};
/** Numbers and truth values: configuration and older SDKs write all that is no text as JSON. */
const JSON_VALUES = ["maxRequestsPerMinute", "skipWait"] as const;
const NAMES: readonly string[] = [...TEXTS, ...Object.keys(ROLES), ...JSON_VALUES];

/** Whether there is such an argument. */
export function isKnown(name: string): boolean {
    return NAMES.includes(name);
}

/** What must never be shown, not even in an error; the engine encrypts it in state. */
export const SECRETS: ReadonlySet<string> = new Set([
    "accessKey",
    "secretKey",
    "securityToken",
    "credentialsUri",
    "assumeRole",
    "assumeRoleWithOidc",
]);

/** What the engine itself puts among the inputs of a provider. */
const OF_THE_ENGINE = ["version", "pluginDownloadURL", "pluginChecksums"];

/** All that is wrong with the inputs of a provider, each at its property; what is not known yet is passed over. */
export function checkConfiguration(inputs: Properties, env: SettingSources["env"]): readonly InvalidArgumentError[] {
    const values = parse(inputs);
    const reader = new ArgumentReader(values, isUnknown);
    reader.refuseUnknown(NAMES);
    TEXTS.filter((name) => !SECRETS.has(name)).forEach((name) => reader.text(name));
    for (const name of SECRETS) {
        const value = values[name];
        if (value !== undefined && !(name in ROLES) && typeof value !== "string") {
            reader.refuse(name, HIDDEN, "a text");
        }
    }
    reader.integer("maxRequestsPerMinute", 1, Infinity);
    reader.boolean("skipWait");
    const errors = [...reader.errors, ...checkKey(values), ...checkRoles(values)];
    return errors.length > 0 ? errors : checkValues(values, env);
}

/** @throws InvalidArgumentError - for what `checkConfiguration` would have found, were it asked */
export function configure(inputs: Properties, env: SettingSources["env"]): Configuration {
    const [error] = checkConfiguration(inputs, env);
    if (error !== undefined) {
        throw error;
    }
    const { skipWait, ...settings } = parse(inputs);
    return { settings, skipWait: skipWait === true };
}

/** The arguments as they are meant: without those that say nothing, and without the JSON that the wire wraps some in. */
export function parse(inputs: Properties): Properties {
    const values: Properties = {};
    for (const [name, value] of Object.entries(inputs)) {
        if (OF_THE_ENGINE.includes(name) || value === null || value === "") {
            continue; // nothing, or nothing of ours
        }
        const isJson = name in ROLES || (JSON_VALUES as readonly string[]).includes(name);
        values[name] = value;
        if (isJson && typeof value === "string" && !isUnknown(value)) {
            try {
                values[name] = JSON.parse(value) as unknown;
            } catch {
                // it stays a text, and is refused as one
            }
        }
    }
    return values;
}

/** A key is whole or none: no part of it is ever taken from elsewhere. */
function checkKey(values: Properties): InvalidArgumentError[] {
    const [accessKey, secretKey, securityToken] = ["accessKey", "secretKey", "securityToken"].map(
        (name) => values[name] !== undefined,
    );
    if (accessKey !== secretKey) {
        const [missing, given] = accessKey === true ? ["secretKey", "accessKey"] : ["accessKey", "secretKey"];
        return [new InvalidArgumentError(missing, undefined, `given too where \`${given}\` is`)];
    }
    return securityToken === true && accessKey !== true
        ? [
              new InvalidArgumentError(
                  "accessKey",
                  undefined,
                  "given too where `securityToken` is, and so must `secretKey`",
              ),
          ]
        : [];
}

function checkRoles(values: Properties): InvalidArgumentError[] {
    return Object.entries(ROLES).flatMap(([name, members]) => {
        const role = values[name];
        if (role === undefined || isUnknown(role)) {
            return [];
        }
        if (typeof role !== "object" || role === null || Array.isArray(role)) {
            return [new InvalidArgumentError(name, HIDDEN, `an object with ${members.join(", ")}`)];
        }
        const reader = new ArgumentReader(role as Properties, isUnknown);
        reader.refuseUnknown(members);
        reader.integer("sessionExpiration", 900, Infinity);
        for (const member of members.filter((one) => one !== "sessionExpiration")) {
            const value = (role as Properties)[member];
            if (value !== undefined && value !== null && typeof value !== "string") {
                reader.refuse(member, HIDDEN, "a text");
            }
        }
        return reader.errors.map(
            ({ argument, accepted }) => new InvalidArgumentError(`${name}.${argument}`, HIDDEN, accepted),
        );
    });
}

/** What only a look at the whole value can tell: places that lead elsewhere, roles without a name. */
function checkValues(settings: ConnectionSettings, env: SettingSources["env"]): InvalidArgumentError[] {
    const known = Object.fromEntries(
        Object.entries(settings).filter(([, value]) => !hasUnknown(value, isUnknown)),
    ) as ConnectionSettings;
    const { assumeRole, assumeRoleWithOidc, credentialsUri } = known;
    return [
        // without a region any will do: it may still come from a resource
        () => resolveDestination(undefined, { settings: { region: "cn-hangzhou", ...known }, env }),
        () => assumeRole && checkedRole(assumeRole),
        () => checkedOidc(assumeRoleWithOidc),
        () => credentialsUri && hostOfCredentialsUri(credentialsUri),
    ].flatMap((check) => {
        try {
            check();
            return [];
        } catch (error) {
            if (error instanceof InvalidArgumentError) {
                return [error];
            }
            throw error;
        }
    });
}
