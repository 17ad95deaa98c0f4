import { hasUnknown } from "../../arguments/has-unknown";
import { HIDDEN, InvalidArgumentError } from "../../errors/invalid-argument-error";
import type { AssumeRole, AssumeRoleWithOidc, SettingSources } from "../connection-settings";
import type { Level } from "./find-setting";
import { configKey, type RoleMember, type RoleName, ROLES } from "./setting-table";

interface RoleTypes {
    assumeRole: AssumeRole;
    assumeRoleWithOidc: AssumeRoleWithOidc;
}

/** STS takes no shorter session. Seconds. */
const LEAST_SESSION_EXPIRATION = 900;

/**
 * All that is wrong with a role. No value is quoted but a number of seconds: each of the others may be a secret.
 *
 * @param name - of the setting or configuration key that holds it
 */
export function roleErrors(
    role: unknown,
    setting: RoleName,
    name: string = setting,
    isUnknown: (value: unknown) => boolean = () => false,
): InvalidArgumentError[] {
    const members = membersOf(setting);
    if (typeof role !== "object" || role === null || Array.isArray(role)) {
        return [new InvalidArgumentError(name, HIDDEN, `an object with ${Object.keys(members).join(", ")}`)];
    }
    const values = role as Readonly<Record<string, unknown>>;
    const wrong = Object.keys(members).flatMap((member) => memberError(values[member], member, isUnknown));
    const missing = hasUnknown(role, isUnknown) ? [] : missingMember(values, members);
    return [...wrong, ...missing].map((error) => error.within(name));
}

/** The unknown names among the members of a role. In the configuration, `@pulumi/alicloud` may know more of them. */
export function unknownMembers(role: unknown, setting: RoleName): InvalidArgumentError[] {
    if (typeof role !== "object" || role === null || Array.isArray(role)) {
        return [];
    }
    const known = Object.keys(membersOf(setting));
    return Object.keys(role)
        .filter((name) => !known.includes(name) && (role as Record<string, unknown>)[name] !== undefined)
        .map((name) => InvalidArgumentError.unknown(name, known).within(setting));
}

/**
 * The role that the sources of one level name.
 *
 * @throws InvalidArgumentError
 */
export function findRole<Name extends RoleName>(
    setting: Name,
    level: Level,
    { settings, config, env }: SettingSources,
): RoleTypes[Name] | undefined {
    if (level === "environment") {
        return roleOfEnv(setting, env);
    }
    const key = configKey(setting);
    const role: unknown = level === "arguments" ? settings?.[setting] : objectOfConfig(key, config?.(key));
    if (role === undefined || role === null) {
        return undefined;
    }
    const [error] = roleErrors(role, setting, level === "arguments" ? setting : key);
    if (error !== undefined) {
        throw error;
    }
    const given = Object.keys(membersOf(setting)).map((member) => [member, (role as Record<string, unknown>)[member]]);
    return Object.fromEntries(given.filter(([, value]) => (value ?? "") !== "")) as RoleTypes[Name];
}

/**
 * @param given - the value as it was written, where the number was made of it
 * @returns the seconds that a session lives
 * @throws InvalidArgumentError
 */
export function checkedExpiration(seconds: unknown, name: string, given: unknown = seconds): number {
    if (typeof seconds !== "number" || !Number.isSafeInteger(seconds) || seconds < LEAST_SESSION_EXPIRATION) {
        throw new InvalidArgumentError(
            name,
            typeof seconds === "number" ? given : HIDDEN, // it may be the value of another member
            `a whole number of seconds, ${LEAST_SESSION_EXPIRATION} or more`,
        );
    }
    return seconds;
}

function membersOf(setting: RoleName): Readonly<Record<string, RoleMember>> {
    return ROLES[setting];
}

function memberError(value: unknown, member: string, isUnknown: (value: unknown) => boolean): InvalidArgumentError[] {
    if ((value ?? "") === "" || isUnknown(value)) {
        return [];
    }
    if (member !== "sessionExpiration") {
        return typeof value === "string" ? [] : [new InvalidArgumentError(member, HIDDEN, "a string")];
    }
    try {
        checkedExpiration(value, member);
        return [];
    } catch (error) {
        return [error as InvalidArgumentError];
    }
}

function missingMember(
    values: Readonly<Record<string, unknown>>,
    members: Readonly<Record<string, RoleMember>>,
): InvalidArgumentError[] {
    const required = Object.keys(members).filter((member) => members[member]?.isRequired);
    if ("oidcToken" in members && !values["oidcToken"]) {
        required.push("oidcTokenFile"); // a given token beats the file of one
    }
    const missing = required.find((member) => (values[member] ?? "") === "");
    return missing === undefined ? [] : [new InvalidArgumentError(missing, values[missing], "a non-empty string")];
}

function roleOfEnv<Name extends RoleName>(setting: Name, env: SettingSources["env"]): RoleTypes[Name] | undefined {
    const role: Record<string, unknown> = {};
    for (const [member, { variables }] of Object.entries(membersOf(setting))) {
        const name = variables.find((variable) => env[variable]);
        if (name !== undefined && isOfRole(name, setting, env)) {
            role[member] = env[name];
        }
    }
    if (missingMember(role, membersOf(setting)).length > 0) {
        return undefined; // the rest of these variables is not for a role then
    }
    if (role["sessionExpiration"] !== undefined) {
        const [name = ""] = membersOf(setting)["sessionExpiration"]?.variables ?? [];
        role["sessionExpiration"] = checkedExpiration(Number(env[name]), name, env[name]);
    }
    return role as unknown as RoleTypes[Name];
}

/** Beside the variables of OIDC, this one names the role that the token stands for. */
function isOfRole(variable: string, setting: RoleName, env: SettingSources["env"]): boolean {
    return (
        setting === "assumeRoleWithOidc" ||
        variable !== "ALIBABA_CLOUD_ROLE_ARN" ||
        !env["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"]
    );
}

/** An object that the configuration holds as JSON. */
function objectOfConfig(key: string, json: string | undefined): object | undefined {
    if (json === undefined || ["", "null", "[]"].includes(json.trim())) {
        return undefined;
    }
    let value: unknown;
    try {
        value = JSON.parse(json);
    } catch {
        value = undefined;
    }
    // a bridged provider may keep a block as a list of one
    const object: unknown = Array.isArray(value) ? (value as unknown[])[0] : value;
    if (typeof object !== "object" || object === null) {
        const accepted = 'an object in JSON such as {"roleArn": "acs:ram::123:role/deploy"}';
        throw new InvalidArgumentError(key, HIDDEN, accepted); // it may hold a token
    }
    return object;
}
