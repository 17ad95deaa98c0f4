import type { AssumeRole, AssumeRoleWithOidc, ConnectionSettings } from "../connection-settings";

/** What is known of a setting, beside its description in `ConnectionSettings`. */
interface Setting {
    readonly type: "string" | "integer" | "role";
    /** The value of a secret is encrypted in state, and an error never quotes it. */
    readonly isSecret?: true;
    /** Its key in the configuration of a stack, where that is not `alicloud:<name>`. */
    readonly config?: string;
    /** The environment variables that it is taken from; the first one wins. */
    readonly variables: readonly string[];
}

/** All settings of a connection. Their checks, their order of precedence and their configuration follow this table. */
export const SETTINGS: Readonly<Record<keyof ConnectionSettings, Setting>> = {
    region: text("ALICLOUD_REGION", "ALIBABA_CLOUD_REGION", "ALIBABA_CLOUD_REGION_ID"),
    // the variables of these three belong together by their order
    accessKey: secret("ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_ID"),
    secretKey: secret("ALICLOUD_SECRET_KEY", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABACLOUD_ACCESS_KEY_SECRET"),
    securityToken: secret("ALICLOUD_SECURITY_TOKEN", "ALIBABA_CLOUD_SECURITY_TOKEN", "ALIBABACLOUD_SECURITY_TOKEN"),
    profile: text("ALICLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE"),
    sharedCredentialsFile: text("ALICLOUD_SHARED_CREDENTIALS_FILE", "ALIBABA_CLOUD_CREDENTIALS_FILE"),
    credentialsUri: secret("ALICLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_CREDENTIALS_URI"),
    ecsRoleName: text("ALICLOUD_ECS_ROLE_NAME", "ALIBABA_CLOUD_ECS_METADATA"),
    // the variables of a role are those of its members
    assumeRole: { type: "role", isSecret: true, variables: [] },
    assumeRoleWithOidc: { type: "role", isSecret: true, variables: [] },
    // a list in the configuration, because other providers name the hosts of other services there
    endpoint: { ...text("ALIBABA_CLOUD_ENDPOINT_ECS", "ECS_ENDPOINT"), config: "alicloud:endpoints" },
    protocol: text(),
    maxRequestsPerMinute: {
        type: "integer",
        config: "alicloud-instance-status:maxRequestsPerMinute",
        variables: [],
    },
};

function text(...variables: string[]): Setting {
    return { type: "string", variables };
}

function secret(...variables: string[]): Setting {
    return { ...text(...variables), isSecret: true };
}

/** The names of all settings. */
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly (keyof ConnectionSettings)[];

/** The settings whose values the engine encrypts in state and no error quotes. */
export const SECRET_SETTINGS: ReadonlySet<string> = new Set(SETTING_NAMES.filter((name) => SETTINGS[name].isSecret));

/** The key of a setting in the configuration of a stack. */
export function configKey(name: keyof ConnectionSettings): string {
    return SETTINGS[name].config ?? `alicloud:${name}`;
}

/** The value of a setting as it stands there: a number and an object are in JSON. */
export function configText(name: keyof ConnectionSettings, value: unknown): string {
    if (name === "endpoint") {
        return JSON.stringify([{ ecs: value }]);
    }
    return SETTINGS[name].type === "role" ? JSON.stringify(value) : String(value);
}

/** The settings that are roles. */
export type RoleName = "assumeRole" | "assumeRoleWithOidc";

/** What is known of a member of a role. All members are strings, but for the seconds of `sessionExpiration`. */
export interface RoleMember {
    readonly isRequired?: true;
    readonly variables: readonly string[];
}

/** The members of each role. */
export const ROLES: Readonly<{
    assumeRole: Readonly<Record<keyof AssumeRole, RoleMember>>;
    assumeRoleWithOidc: Readonly<Record<keyof AssumeRoleWithOidc, RoleMember>>;
}> = {
    assumeRole: {
        roleArn: { isRequired: true, variables: ["ALICLOUD_ASSUME_ROLE_ARN", "ALIBABA_CLOUD_ROLE_ARN"] },
        sessionName: { variables: ["ALICLOUD_ASSUME_ROLE_SESSION_NAME", "ALIBABA_CLOUD_ROLE_SESSION_NAME"] },
        policy: { variables: [] },
        sessionExpiration: { variables: ["ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION"] },
        externalId: { variables: [] },
    },
    assumeRoleWithOidc: {
        roleArn: { isRequired: true, variables: ["ALIBABA_CLOUD_ROLE_ARN"] },
        oidcProviderArn: { isRequired: true, variables: ["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] },
        oidcTokenFile: { variables: ["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] },
        oidcToken: { variables: ["ALIBABA_CLOUD_OIDC_TOKEN"] },
        roleSessionName: { variables: ["ALIBABA_CLOUD_ROLE_SESSION_NAME"] },
        policy: { variables: [] },
        sessionExpiration: { variables: [] },
    },
};
