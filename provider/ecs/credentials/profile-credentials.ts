import { EcsApiError } from "../../errors/ecs-api-error";
import { HIDDEN, InvalidArgumentError } from "../../errors/invalid-argument-error";
import { assumeRole } from "./assume-role";
import type { CredentialSource, FetchOptions } from "./credential-source";
import { instanceRole } from "./instance-role";
import { keyWord, staticCredentials } from "./key-families";
import type { Profile } from "./profile-file";
import { checkedExpiration } from "../settings/role";

/** The modes that hold a key. */
const KEY_MODES = ["AK", "StsToken", "RamRoleArn"];
const SUPPORTED = "use a profile of the mode AK, StsToken, RamRoleArn or EcsRamRole";

/** The other modes of the aliyun CLI, and what to use in their place. */
const OTHER_MODES: Readonly<Record<string, readonly [what: string, instead: string]>> = {
    OIDC: [
        "takes a token of an OIDC provider, which is configured elsewhere here",
        "use `assumeRoleWithOidc` with the profile's ram_role_arn, oidc_provider_arn and oidc_token_file",
    ],
    ChainableRamRoleArn: [
        "assumes a role with the key of another profile, its source_profile",
        "use the source_profile as `profile`, and `assumeRole` with the ram_role_arn of this one",
    ],
    RamRoleArnWithEcs: [
        "assumes a role with that of the ECS instance",
        "use `ecsRoleName` with the profile's ram_role_name, and `assumeRole` with its ram_role_arn",
    ],
    CredentialsURI: [
        "fetches credentials from an address, which is configured elsewhere here",
        "use `credentialsUri` with the profile's credentials_uri",
    ],
    CloudSSO: ["needs a person who signs in with a browser", SUPPORTED],
    OAuth: ["needs a person who signs in with a browser", SUPPORTED],
    External: [
        "runs a program of this machine, which a deployment does not do",
        `hand over what the program prints as \`accessKey\`, \`secretKey\` and \`securityToken\`, or ${SUPPORTED}`,
    ],
};

/** Whether the current profile can be used, although no setting names it. */
export function isUsable({ mode = "", access_key_id: id, ram_role_name: role }: Profile): boolean {
    return mode === "EcsRamRole" ? Boolean(role) : KEY_MODES.includes(mode) && Boolean(id);
}

/**
 * The credentials that a profile stands for.
 *
 * @throws EcsApiError of kind `credentials` when its mode is not supported or its key is incomplete
 * @throws InvalidArgumentError - a value is invalid; only a number of seconds is shown
 */
export function profileCredentials(profile: Profile, options: FetchOptions): CredentialSource {
    const origin = `the profile "${profile.name}"`;
    const text = (member: keyof Profile): string | undefined => textOf(profile, member, origin);
    const mode = typeof profile.mode === "string" ? profile.mode : "";
    if (mode === "EcsRamRole") {
        return instanceRole(text("ram_role_name") ?? "", options);
    }
    if (!KEY_MODES.includes(mode)) {
        throw modeNotSupported(mode, origin);
    }
    const word = (member: keyof Profile): string | undefined =>
        keyWord({ name: `${member} of ${origin}`, value: profile[member] });
    const accessKeyId = word("access_key_id");
    const accessKeySecret = word("access_key_secret");
    const securityToken = mode === "AK" ? undefined : word("sts_token");
    if (accessKeyId === undefined || accessKeySecret === undefined || (mode === "StsToken" && !securityToken)) {
        throw incomplete(`${origin} of the mode ${mode} has no whole key`);
    }
    const key = staticCredentials({ accessKeyId, accessKeySecret, securityToken }, origin);
    if (mode !== "RamRoleArn") {
        return key;
    }
    const roleArn = text("ram_role_arn");
    if (roleArn === undefined) {
        throw incomplete(`${origin} of the mode ${mode} has no ram_role_arn`);
    }
    return assumeRole(
        key,
        {
            roleArn,
            sessionName: text("ram_session_name"),
            policy: text("policy"),
            externalId: text("external_id"),
            sessionExpiration: profile.expired_seconds
                ? checkedExpiration(profile.expired_seconds, `expired_seconds of ${origin}`)
                : undefined,
        },
        options,
    );
}

/** The file may be written by hand, so its values may be of any type. */
function textOf(profile: Profile, member: keyof Profile, origin: string): string | undefined {
    const value: unknown = profile[member] ?? "";
    if (typeof value !== "string") {
        throw new InvalidArgumentError(`${member} of ${origin}`, HIDDEN, "a string");
    }
    return value === "" ? undefined : value;
}

function modeNotSupported(mode: string, origin: string): EcsApiError {
    if (mode === "") {
        return incomplete(`${origin} has no mode`, SUPPORTED);
    }
    const [what, hint] = (Object.hasOwn(OTHER_MODES, mode) ? OTHER_MODES[mode] : undefined) ?? [
        "is not known here (modes are spelt as the aliyun CLI spells them)",
        SUPPORTED,
    ];
    return new EcsApiError({
        code: "ProfileModeNotSupported",
        kind: "credentials",
        message: `${origin} has the mode ${mode}, which ${what}`,
        hint,
    });
}

function incomplete(message: string, hint?: string): EcsApiError {
    return new EcsApiError({ code: "ProfileIncomplete", kind: "credentials", message, hint });
}
