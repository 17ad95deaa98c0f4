import { HIDDEN, InvalidArgumentError } from "../../errors/invalid-argument-error";
import type { AssumeRole, AssumeRoleWithOidc, SettingSources } from "../connection-settings";
import type { Level } from "./find-setting";
import { checkedExpiration, membersOf, missingMember, roleErrors } from "./role";
import { configKey, type RoleName } from "./setting-table";

interface RoleTypes {
    assumeRole: AssumeRole;
    assumeRoleWithOidc: AssumeRoleWithOidc;
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
        return roleOfEnv(setting, env) as RoleTypes[Name] | undefined;
    }
    const isArgument = level === "arguments";
    const name = isArgument ? setting : configKey(setting);
    const role: unknown = isArgument ? settings?.[setting] : objectOfConfig(name, config?.(name));
    if (role === undefined || role === null) {
        return undefined;
    }
    const [error] = roleErrors(role, setting, { name, allowOthers: !isArgument });
    if (error !== undefined) {
        throw error;
    }
    const given = Object.keys(membersOf(setting)).map((member) => [member, (role as Record<string, unknown>)[member]]);
    return Object.fromEntries(given.filter(([, value]) => (value ?? "") !== "")) as RoleTypes[Name];
}

function roleOfEnv(setting: RoleName, env: SettingSources["env"]): Readonly<Record<string, unknown>> | undefined {
    // beside the variables of OIDC, this one names the role that the token stands for
    const taken = env["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] && setting === "assumeRole" ? "ALIBABA_CLOUD_ROLE_ARN" : "";
    const role: Record<string, unknown> = {};
    for (const [member, { variables }] of Object.entries(membersOf(setting))) {
        const name = variables.find((variable) => env[variable] && variable !== taken);
        if (name !== undefined) {
            role[member] = env[name];
        }
    }
    if (missingMember(role, setting) !== undefined) {
        return undefined; // the rest of these variables is not for a role then
    }
    const [variable = ""] = membersOf(setting)["sessionExpiration"]?.variables ?? [];
    const seconds = env[variable];
    return seconds ? { ...role, sessionExpiration: checkedExpiration(Number(seconds), variable, seconds) } : role;
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
