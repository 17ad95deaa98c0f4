import * as pulumi from "@pulumi/pulumi";
import type { ConnectionSettings, SettingSources } from "../../provider";

/** The sources of settings in a program or script: the stack's configuration, if there is one, and the environment. */
export function settingSources(settings?: ConnectionSettings, isOfProvider = false): SettingSources {
    if (isOfProvider) {
        // the functions use the same settings as the gates of a Provider, which do not see the stack's configuration
        return { settings, env: process.env };
    }
    // not through pulumi.Config, which warns when it reads a secret
    const config = (key: string): string | undefined => pulumi.runtime.getConfig(key);
    return { settings, settingsName: "connection", config, env: process.env };
}
