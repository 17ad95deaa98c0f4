import { ArgumentReader } from "../../arguments/argument-reader";
import { hasUnknown } from "../../arguments/has-unknown";
import { HIDDEN, InvalidArgumentError } from "../../errors/invalid-argument-error";
import type { AssumeRole, AssumeRoleWithOidc, SettingSources } from "../connection-settings";
import { type Level, type Place, placesOf } from "./find-setting";
import { type RoleMember, type RoleName, ROLES } from "./setting-table";

interface RoleTypes {
    assumeRole: AssumeRole;
    assumeRoleWithOidc: AssumeRoleWithOidc;
}

/** What is known of each member of a role. */
const MEMBERS: Readonly<Record<RoleName, Readonly<Record<string, RoleMember>>>> = ROLES;

type Members = Readonly<Record<string, unknown>>;

/** STS takes no shorter session. Seconds. */
const LEAST_SESSION_EXPIRATION = 900;

/** How a role is checked. */
interface RoleRules {
    /** The name of the setting or configuration key that holds it. */
    readonly name: string;
    /** Whether a value is not known yet; it is not checked then. */
    readonly isUnknown?: (value: unknown) => boolean;
    /** In the configuration, `@pulumi/alicloud` may know more members. */
    readonly allowOthers?: boolean;
}

/**
 * The role that the sources of one level name.
 *
 * @throws InvalidArgumentError
 */
export function findRole<Name extends RoleName>(
    setting: Name,
    level: Level,
    sources: SettingSources,
): RoleTypes[Name] | undefined {
    const role = level === "environment" ? roleOfEnv(setting, sources.env) : givenRole(setting, level, sources);
    if (role === undefined) {
        return undefined;
    }
    const given = Object.keys(MEMBERS[setting]).map((member) => [member, role[member]]);
    return Object.fromEntries(given.filter(([, value]) => (value ?? "") !== "")) as RoleTypes[Name];
}

function givenRole(setting: RoleName, level: Level, sources: SettingSources): Members | undefined {
    const [place] = placesOf(setting, level, sources);
    const isArgument = level === "arguments";
    const role: unknown = isArgument ? place?.value : place && objectOfConfig(place);
    if (role === undefined || role === null) {
        return undefined;
    }
    const [error] = roleErrors(role, setting, { name: place?.name ?? setting, allowOthers: !isArgument });
    if (error !== undefined) {
        throw error;
    }
    return role as Members;
}

function roleOfEnv(setting: RoleName, env: SettingSources["env"]): Members | undefined {
    // beside the variables of OIDC, this one names the role that the token stands for
    const taken = env["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] && setting === "assumeRole" ? "ALIBABA_CLOUD_ROLE_ARN" : "";
    const role: Record<string, unknown> = {};
    for (const [member, { variables }] of Object.entries(MEMBERS[setting])) {
        const name = variables.find((variable) => env[variable] && variable !== taken);
        if (name !== undefined) {
            role[member] = env[name];
        }
    }
    if (missingMember(role, setting) !== undefined) {
        return undefined; // the rest of these variables is not for a role then
    }
    const [variable = ""] = MEMBERS[setting]["sessionExpiration"]?.variables ?? [];
    const seconds = env[variable];
    return seconds ? { ...role, sessionExpiration: checkedExpiration(Number(seconds), variable, seconds) } : role;
}

/** An object that the configuration holds as JSON. */
function objectOfConfig({ name, value: json }: Place): object | undefined {
    if (typeof json !== "string" || ["", "null", "[]"].includes(json.trim())) {
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
        throw new InvalidArgumentError(name, HIDDEN, accepted); // it may hold a token
    }
    return object;
}

/** All errors in a role. No value is quoted but a number of seconds: each of the others may be a secret. */
export function roleErrors(
    role: unknown,
    setting: RoleName,
    { name, isUnknown = () => false, allowOthers = false }: RoleRules,
): InvalidArgumentError[] {
    const members = MEMBERS[setting];
    if (typeof role !== "object" || role === null || Array.isArray(role)) {
        return [new InvalidArgumentError(name, HIDDEN, `an object with ${Object.keys(members).join(", ")}`)];
    }
    const values = role as Members;
    const reader = new ArgumentReader(values, isUnknown);
    if (!allowOthers) {
        reader.refuseUnknown(Object.keys(members));
    }
    for (const member of Object.keys(members)) {
        const value = values[member];
        if ((value ?? "") === "" || isUnknown(value)) {
            continue;
        }
        if (member === "sessionExpiration" && !isExpiration(value)) {
            reader.errors.push(expirationError(member, value));
        } else if (member !== "sessionExpiration" && typeof value !== "string") {
            reader.refuse(member, HIDDEN, "a string");
        }
    }
    const missing = hasUnknown(role, isUnknown) ? undefined : missingMember(values, setting);
    if (missing !== undefined) {
        reader.refuse(missing, values[missing], "a non-empty string");
    }
    return reader.errors.map((error) => error.within(name));
}

/** The first required member that is left out or empty. */
function missingMember(values: Members, setting: RoleName): string | undefined {
    const members = MEMBERS[setting];
    const required = Object.keys(members).filter((member) => members[member]?.isRequired);
    if (setting === "assumeRoleWithOidc" && !values["oidcToken"]) {
        required.push("oidcTokenFile"); // a given token beats the file of one
    }
    return required.find((member) => (values[member] ?? "") === "");
}

/**
 * @param given - the value as it was written, where the number was made of it
 * @returns the seconds that a session lives
 * @throws InvalidArgumentError
 */
export function checkedExpiration(seconds: unknown, name: string, given: unknown = seconds): number {
    if (!isExpiration(seconds)) {
        throw expirationError(name, seconds, given);
    }
    return seconds;
}

function isExpiration(seconds: unknown): seconds is number {
    return typeof seconds === "number" && Number.isSafeInteger(seconds) && seconds >= LEAST_SESSION_EXPIRATION;
}

function expirationError(name: string, seconds: unknown, given = seconds): InvalidArgumentError {
    const shown = typeof seconds === "number" ? given : HIDDEN; // it may be the value of another member
    return new InvalidArgumentError(name, shown, `a whole number of seconds, ${LEAST_SESSION_EXPIRATION} or more`);
}
