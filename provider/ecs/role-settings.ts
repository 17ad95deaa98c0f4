import { HIDDEN, InvalidArgumentError } from "../errors/invalid-argument-error";
import type { AssumeRole, AssumeRoleWithOidc, SettingSources } from "./connection-settings";

/** The least that STS takes. Seconds. */
export const LEAST_SESSION_EXPIRATION = 900;

/** The members of a role to assume. */
export const ROLE_MEMBERS = namesOf<AssumeRole>({
    roleArn: true,
    sessionName: true,
    policy: true,
    sessionExpiration: true,
    externalId: true,
});
/** The members of a role that an OIDC token stands for. */
export const OIDC_ROLE_MEMBERS = namesOf<AssumeRoleWithOidc>({
    roleArn: true,
    oidcProviderArn: true,
    oidcTokenFile: true,
    oidcToken: true,
    roleSessionName: true,
    policy: true,
    sessionExpiration: true,
});

/** @param members - an object, so that the compiler asks for every name */
function namesOf<T>(members: Readonly<Record<keyof T & string, true>>): (keyof T & string)[] {
    return Object.keys(members) as (keyof T & string)[];
}

/** The role to assume on top of whatever key was found: the arguments, `alicloud:assumeRole`, then the environment. */
export function findAssumeRole(
    { settings, config, env }: SettingSources,
    keyIsFrom: "arguments" | "configuration" | "environment",
): AssumeRole | undefined {
    const ofArguments = settings?.assumeRole ?? undefined;
    if (ofArguments !== undefined) {
        return checkedRole(ofArguments);
    }
    // a role of a weaker source is not meant for the key of a stronger one
    const ofConfig = keyIsFrom === "arguments" ? undefined : objectOfConfig("alicloud:assumeRole", config);
    if (ofConfig !== undefined) {
        return checkedRole(ofConfig as AssumeRole, "alicloud:assumeRole");
    }
    // beside the variables of OIDC, the second one names the role that the token stands for
    const roleArn =
        env["ALICLOUD_ASSUME_ROLE_ARN"] ||
        (env["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] ? undefined : env["ALIBABA_CLOUD_ROLE_ARN"]);
    if (!roleArn || keyIsFrom !== "environment") {
        return undefined;
    }
    const name = "ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION";
    const expiration = env[name];
    return {
        roleArn,
        sessionName: env["ALICLOUD_ASSUME_ROLE_SESSION_NAME"] || env["ALIBABA_CLOUD_ROLE_SESSION_NAME"] || undefined,
        sessionExpiration: expiration ? checkedExpiration(Number(expiration), name, expiration) : undefined,
    };
}

/** The role to assume of the arguments or the configuration. */
export function checkedRole(role: AssumeRole, name = "assumeRole"): AssumeRole {
    return checkedMembers(role, name, ROLE_MEMBERS, () => ["roleArn"]);
}

/** The OIDC role of the arguments or the configuration. */
export function checkedOidc(
    role: AssumeRoleWithOidc | null | undefined,
    name = "assumeRoleWithOidc",
): AssumeRoleWithOidc | undefined {
    if (role === undefined || role === null) {
        return undefined;
    }
    return checkedMembers(role, name, OIDC_ROLE_MEMBERS, ({ oidcToken }) => [
        "roleArn",
        "oidcProviderArn",
        oidcToken ? "oidcToken" : "oidcTokenFile", // a token that is given beats the file of one
    ]);
}

/**
 * @param given - what its writer would recognise, where the number was made of it
 * @returns the seconds that a session is to live
 * @throws InvalidArgumentError
 */
export function checkedExpiration(seconds: unknown, name: string, given: unknown = seconds): number {
    if (typeof seconds !== "number" || !Number.isSafeInteger(seconds) || seconds < LEAST_SESSION_EXPIRATION) {
        throw new InvalidArgumentError(
            name,
            typeof seconds === "number" ? given : HIDDEN, // it may be what belongs to another member
            `a whole number of seconds, ${LEAST_SESSION_EXPIRATION} or more`,
        );
    }
    return seconds;
}

/** The members that are given, each of its type; none of them is shown when it is not, for each may hold a secret. */
function checkedMembers<T extends AssumeRole | AssumeRoleWithOidc>(
    role: T,
    name: string,
    members: readonly (keyof T & string)[],
    required: (role: Partial<T>) => readonly (keyof T & string)[],
): T {
    if (typeof role !== "object" || Array.isArray(role)) {
        throw new InvalidArgumentError(name, HIDDEN, `an object with ${members.join(", ")}`);
    }
    const checked: Partial<Record<string, unknown>> = {};
    for (const member of members) {
        const value: unknown = role[member];
        if (value === undefined || value === null || value === "") {
            continue;
        }
        if (member === "sessionExpiration") {
            checked[member] = checkedExpiration(value, `${name}.${member}`);
        } else if (typeof value === "string") {
            checked[member] = value;
        } else {
            throw new InvalidArgumentError(`${name}.${member}`, HIDDEN, "a string");
        }
    }
    const missing = required(checked as Partial<T>).find((member) => checked[member] === undefined);
    if (missing !== undefined) {
        throw new InvalidArgumentError(`${name}.${missing}`, role[missing], "a non-empty string");
    }
    return checked as unknown as T;
}

/** An object that the configuration holds as JSON. */
export function objectOfConfig(key: string, config: SettingSources["config"]): object | undefined {
    const json = config?.(key);
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
        // it may hold a token
        throw new InvalidArgumentError(
            key,
            HIDDEN,
            'an object in JSON such as {"roleArn": "acs:ram::123:role/deploy"}',
        );
    }
    return object;
}
