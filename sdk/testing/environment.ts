import { tmpdir } from "node:os";
import { join } from "node:path";

import type { EmulatorCredentials } from "./emulator-options";
import { proxyExceptions } from "./proxy-exceptions";

/**
 * The variables that point clients at the emulator, and those that keep them from looking anywhere else.
 *
 * Without the second half a client that finds no key goes on along its chain: to a developer's own profile, to the
 * metadata address of a cloud network, to a host named "undefined". An empty value counts as not set there, and unlike
 * a missing one it also covers what the developer's shell has set. A proxy of the environment stays, for what is not here.
 */
export function emulatorEnvironment(
    endpoint: string,
    regionId: string,
    { accessKey, secretKey, securityToken = "" }: EmulatorCredentials,
): Record<string, string> {
    return {
        ALICLOUD_REGION: regionId,
        ALIBABA_CLOUD_REGION: regionId,
        ALIBABA_CLOUD_ENDPOINT_ECS: endpoint,
        ALICLOUD_ACCESS_KEY: accessKey,
        ALICLOUD_SECRET_KEY: secretKey,
        ALICLOUD_SECURITY_TOKEN: securityToken,
        ALIBABA_CLOUD_ACCESS_KEY_ID: accessKey,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: secretKey,
        ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,

        ...proxyExceptions(process.env),

        ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
        ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true",
        ALIBABA_CLOUD_CREDENTIALS_URI: `http://${endpoint}/no-credentials-here`,
        ALIBABA_CLOUD_CREDENTIALS_FILE: join(tmpdir(), "ecs-emulator-no-such-folder", "credentials"),
        ALICLOUD_CREDENTIALS_URI: "",
        ALICLOUD_SHARED_CREDENTIALS_FILE: "",
        ALICLOUD_PROFILE: "",
        ALIBABA_CLOUD_PROFILE: "",
        ALICLOUD_ECS_ROLE_NAME: "",
        ALIBABA_CLOUD_ECS_METADATA: "",
        ALICLOUD_ASSUME_ROLE_ARN: "",
        ALIBABA_CLOUD_ROLE_ARN: "",
        ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "",
        ALIBABA_CLOUD_OIDC_TOKEN_FILE: "",
    };
}
