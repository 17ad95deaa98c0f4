import { tmpdir } from "node:os";
import { join } from "node:path";

import type { EmulatorCredentials } from "./emulator-options";

/** The emulator's host, in the two spellings that clients use. */
const LOOPBACK = ["127.0.0.1", "localhost"];

/**
 * The variables that point clients at the emulator, and those that keep them from looking for credentials elsewhere.
 *
 * Without the second half a client that finds no key continues along its chain: a developer's own profile, the metadata
 * address of a cloud network, a host named "undefined". An empty value counts as not set there, and unlike a missing
 * one it also hides what the developer's shell has set. The proxies of the environment stay, for other hosts.
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

/**
 * `NO_PROXY` extended by this machine: some clients, Python's among them, send even requests to 127.0.0.1 to the proxy of
 * the environment. Both spellings are set, because clients differ in which one they read.
 */
export function proxyExceptions(env: NodeJS.ProcessEnv): { readonly NO_PROXY: string; readonly no_proxy: string } {
    const before = [env["NO_PROXY"], env["no_proxy"]]
        .flatMap((text) => text?.split(/[\s,]+/) ?? [])
        .filter((host) => host !== "");
    // for most clients "*" means all hosts only where it stands alone
    const hosts = before.length > 0 && before.every((host) => host === "*") ? ["*"] : [...before, ...LOOPBACK];
    const value = [...new Set(hosts)].join(",");
    return { NO_PROXY: value, no_proxy: value };
}
