import { ArgumentReader } from "../arguments/argument-reader";
import { hasUnknown } from "../arguments/has-unknown";
import { ANY_REGION } from "../domain/any-region";
import { HIDDEN, InvalidArgumentError } from "../errors/invalid-argument-error";
import type { ConnectionSettings, SettingSources } from "./connection-settings";
import { hostOfCredentialsUri } from "./settings/endpoint";
import { findDestination } from "./settings/find-destination";
import { roleErrors } from "./settings/role";
import { SETTING_NAMES, SETTINGS } from "./settings/setting-table";

export { configKey, configText, SECRET_SETTINGS, SETTING_NAMES } from "./settings/setting-table";

type Settings = Readonly<Record<string, unknown>>;
type IsUnknown = (value: unknown) => boolean;

/** How settings are checked. */
export interface SettingRules {
    /** Whether a value is not known yet; it is not checked then. */
    readonly isUnknown: IsUnknown;
    /** The environment, which supplies what the settings leave out. */
    readonly env: SettingSources["env"];
    /** Further names that the caller takes. */
    readonly others?: readonly string[];
}

/** All errors in the arguments of a Provider, each at its argument, before any of them is used. */
export function checkSettings(values: Settings, { isUnknown, env, others = [] }: SettingRules): InvalidArgumentError[] {
    const errors = [...typeErrors(values, isUnknown, others), ...checkKey(values)];
    return errors.length > 0 ? errors : checkDestination(values, isUnknown, env);
}

/** Unknown names, and values of another type than their setting's. */
export function typeErrors(
    values: Settings,
    isUnknown: IsUnknown = () => false,
    others: readonly string[] = [],
): readonly InvalidArgumentError[] {
    const reader = new ArgumentReader(values, isUnknown);
    reader.refuseUnknown([...SETTING_NAMES, ...others]);
    for (const name of SETTING_NAMES) {
        const value = values[name];
        if (value === undefined || value === null || isUnknown(value)) {
            continue;
        }
        if (name === "assumeRole" || name === "assumeRoleWithOidc") {
            reader.errors.push(...roleErrors(value, name, { name, isUnknown }));
        } else if (SETTINGS[name].type === "integer") {
            reader.integer(name, 1, Infinity);
        } else if (typeof value !== "string") {
            const isHidden = SETTINGS[name].isSecret === true || name === "endpoint"; // it may hold a password
            reader.refuse(name, isHidden ? HIDDEN : value, "a string");
        }
    }
    return reader.errors;
}

/** A key is complete or absent: no part of it is ever taken from another source. */
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

/** Settings that could send a request to another host than they seem to. */
function checkDestination(
    settings: Settings,
    isUnknown: IsUnknown,
    env: SettingSources["env"],
): InvalidArgumentError[] {
    const known = Object.fromEntries(
        Object.entries(settings).filter(([, value]) => !hasUnknown(value, isUnknown)),
    ) as ConnectionSettings;
    return [
        // without a region any will do: it may still come from a resource
        () => findDestination(undefined, { settings: { region: ANY_REGION, ...known }, env }),
        () => known.credentialsUri && hostOfCredentialsUri(known.credentialsUri),
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
