import { ArgumentReader } from "../arguments/argument-reader";
import { hasUnknown } from "../arguments/has-unknown";
import { HIDDEN, InvalidArgumentError } from "../errors/invalid-argument-error";
import { namesOfForm, SETTING_NAMES } from "./checked-settings";
import type { ConnectionSettings, SettingSources } from "./connection-settings";
import { hostOfCredentialsUri } from "./credentials/find-credentials";
import { resolveDestination } from "./resolve-connection";
import { checkedOidc, checkedRole, LEAST_SESSION_EXPIRATION, OIDC_ROLE_MEMBERS, ROLE_MEMBERS } from "./role-settings";

type Settings = Readonly<Record<string, unknown>>;
type IsUnknown = (value: unknown) => boolean;

const TEXTS = namesOfForm("text");
const SECRET_TEXTS = namesOfForm("secret text");
const ROLES: Readonly<Record<string, readonly string[]>> = {
    assumeRole: ROLE_MEMBERS,
    assumeRoleWithOidc: OIDC_ROLE_MEMBERS,
};

/** What must never be shown, not even in an error; the engine encrypts it in state. */
export const SECRET_SETTINGS: ReadonlySet<string> = new Set([...SECRET_TEXTS, ...Object.keys(ROLES)]);

/** How settings are read. */
export interface SettingRules {
    /** Whether a value is not known yet; such a value is passed over. */
    readonly isUnknown: IsUnknown;
    /** What stands in where the settings say nothing. */
    readonly env: SettingSources["env"];
    /** Further names that whoever asks takes. */
    readonly others?: readonly string[];
}

/** All that is wrong with the arguments of a Provider, each at its argument, before any of them is used. */
export function checkSettings(values: Settings, { isUnknown, env, others = [] }: SettingRules): InvalidArgumentError[] {
    const reader = new ArgumentReader(values, isUnknown);
    reader.refuseUnknown([...SETTING_NAMES, ...others]);
    TEXTS.forEach((name) => reader.text(name));
    for (const name of SECRET_TEXTS) {
        const value = values[name];
        if (value !== undefined && !isUnknown(value) && typeof value !== "string") {
            reader.refuse(name, HIDDEN, "a string");
        }
    }
    reader.integer("maxRequestsPerMinute", 1, Infinity);
    const errors = [...reader.errors, ...checkKey(values), ...checkRoles(values, isUnknown)];
    return errors.length > 0 ? errors : checkValues(values, isUnknown, env);
}

/** A key is whole or none: no part of it is ever taken from elsewhere. */
function checkKey(values: Settings): InvalidArgumentError[] {
    const [accessKey, secretKey, securityToken] = ["accessKey", "secretKey", "securityToken"].map(
        (name) => values[name] !== undefined,
    );
    if (accessKey !== secretKey) {
        const [missing, given] = accessKey === true ? ["secretKey", "accessKey"] : ["accessKey", "secretKey"];
        return [new InvalidArgumentError(missing, undefined, `given together with \`${given}\``)];
    }
    return securityToken === true && accessKey !== true
        ? [new InvalidArgumentError("accessKey", undefined, "given together with `secretKey` and `securityToken`")]
        : [];
}

function checkRoles(values: Settings, isUnknown: IsUnknown): InvalidArgumentError[] {
    return Object.entries(ROLES).flatMap(([name, members]) => {
        const role = values[name];
        if (role === undefined || isUnknown(role)) {
            return [];
        }
        if (typeof role !== "object" || role === null || Array.isArray(role)) {
            return [new InvalidArgumentError(name, HIDDEN, `an object with ${members.join(", ")}`)];
        }
        const reader = new ArgumentReader(role as Settings, isUnknown);
        reader.refuseUnknown(members);
        reader.integer("sessionExpiration", LEAST_SESSION_EXPIRATION, Infinity);
        for (const member of members.filter((one) => one !== "sessionExpiration")) {
            const value = (role as Settings)[member];
            if (value !== undefined && value !== null && !isUnknown(value) && typeof value !== "string") {
                reader.refuse(member, HIDDEN, "a string");
            }
        }
        return reader.errors.map((error) => error.withoutValue().within(name));
    });
}

/** What only a look at the whole value can tell: places that lead elsewhere, roles without a name. */
function checkValues(settings: Settings, isUnknown: IsUnknown, env: SettingSources["env"]): InvalidArgumentError[] {
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
