import { ArgumentReader } from "../../arguments/argument-reader";
import { hasUnknown } from "../../arguments/has-unknown";
import { HIDDEN, InvalidArgumentError } from "../../errors/invalid-argument-error";
import { type RoleMember, type RoleName, ROLES } from "./setting-table";

/** STS takes no shorter session. Seconds. */
const LEAST_SESSION_EXPIRATION = 900;

/** How a role is checked. */
export interface RoleRules {
    /** The name of the setting or configuration key that holds it. */
    readonly name: string;
    /** Whether a value is not known yet; it is not checked then. */
    readonly isUnknown?: (value: unknown) => boolean;
    /** In the configuration, `@pulumi/alicloud` may know more members. */
    readonly allowOthers?: boolean;
}

/** All errors in a role. No value is quoted but a number of seconds: each of the others may be a secret. */
export function roleErrors(
    role: unknown,
    setting: RoleName,
    { name, isUnknown = () => false, allowOthers = false }: RoleRules,
): InvalidArgumentError[] {
    const members = membersOf(setting);
    if (typeof role !== "object" || role === null || Array.isArray(role)) {
        return [new InvalidArgumentError(name, HIDDEN, `an object with ${Object.keys(members).join(", ")}`)];
    }
    const values = role as Readonly<Record<string, unknown>>;
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
export function missingMember(values: Readonly<Record<string, unknown>>, setting: RoleName): string | undefined {
    const members = membersOf(setting);
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

/** What is known of each member of a role. */
export function membersOf(setting: RoleName): Readonly<Record<string, RoleMember>> {
    return ROLES[setting];
}

function isExpiration(seconds: unknown): seconds is number {
    return typeof seconds === "number" && Number.isSafeInteger(seconds) && seconds >= LEAST_SESSION_EXPIRATION;
}

function expirationError(name: string, seconds: unknown, given = seconds): InvalidArgumentError {
    const shown = typeof seconds === "number" ? given : HIDDEN; // it may be the value of another member
    return new InvalidArgumentError(name, shown, `a whole number of seconds, ${LEAST_SESSION_EXPIRATION} or more`);
}
