import { ArgumentReader } from "../arguments/argument-reader";
import { HIDDEN, InvalidArgumentError } from "../errors/invalid-argument-error";
import type { ConnectionSettings, SettingSources } from "./connection-settings";
import { OIDC_ROLE_MEMBERS, ROLE_MEMBERS } from "./role-settings";

type Form = "text" | "secret text" | "other";

/** What each setting is, and whether a value that is none may be shown. */
const FORMS: Readonly<Record<keyof ConnectionSettings, Form>> = {
    region: "text",
    accessKey: "secret text",
    secretKey: "secret text",
    securityToken: "secret text",
    profile: "text",
    sharedCredentialsFile: "text",
    credentialsUri: "secret text",
    ecsRoleName: "text",
    assumeRole: "other",
    assumeRoleWithOidc: "other",
    endpoint: "text",
    protocol: "text",
    maxRequestsPerMinute: "other",
};
/** The names of all settings. */
export const SETTING_NAMES = Object.keys(FORMS) as readonly (keyof ConnectionSettings)[];

/** Whether this is the name of a setting. */
export function isSetting(name: string): boolean {
    return (SETTING_NAMES as readonly string[]).includes(name);
}

/** The names of the settings that are such. */
export function namesOfForm(form: Form): readonly (keyof ConnectionSettings)[] {
    return SETTING_NAMES.filter((name) => FORMS[name] === form);
}

/**
 * The sources, with settings of which each text is one. What is null is left out: an Output that resolves to nothing
 * comes so.
 *
 * @throws InvalidArgumentError
 */
export function checkedSources(sources: SettingSources): SettingSources {
    const settings: unknown = sources.settings ?? undefined;
    if (settings === undefined) {
        return { ...sources, settings: undefined };
    }
    if (typeof settings !== "object" || Array.isArray(settings)) {
        throw new InvalidArgumentError("connection", HIDDEN, `an object with ${SETTING_NAMES.join(", ")}`);
    }
    const given = Object.fromEntries(Object.entries(settings as object).filter(([, value]) => value !== null));
    for (const name of SETTING_NAMES) {
        const value: unknown = given[name];
        if (value !== undefined && typeof value !== "string" && FORMS[name] !== "other") {
            const isShown = FORMS[name] === "text" && name !== "endpoint"; // a password may stand in that
            throw new InvalidArgumentError(name, isShown ? value : HIDDEN, "a string");
        }
    }
    return { ...sources, settings: given };
}

/**
 * Otherwise a misspelt `accessKey` is ignored and the environment's credentials are used. Unknown names in the
 * configuration are no error: `@pulumi/alicloud` may know more of them.
 *
 * @throws InvalidArgumentError
 */
export function refuseUnknownSettings({ settings }: SettingSources): void {
    refuseUnknown(settings, SETTING_NAMES);
    refuseUnknown(settings?.assumeRole, ROLE_MEMBERS, "assumeRole");
    refuseUnknown(settings?.assumeRoleWithOidc, OIDC_ROLE_MEMBERS, "assumeRoleWithOidc");
}

function refuseUnknown(values: unknown, known: readonly string[], outer?: string): void {
    if (typeof values !== "object" || values === null || Array.isArray(values)) {
        return; // nothing, or what is refused as a whole
    }
    const reader = new ArgumentReader(values as Record<string, unknown>, () => false);
    reader.refuseUnknown(known);
    const [error] = reader.errors;
    if (error !== undefined) {
        throw outer === undefined ? error : error.within(outer);
    }
}
