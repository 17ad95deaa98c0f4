import * as pulumi from "@pulumi/pulumi";
import type { ConnectionSettings, SettingSources } from "../../provider";

/** The sources of settings in a program or script: the stack's configuration, if there is one, and the environment. */
export function settingSources(settings?: ConnectionSettings, isOfProvider = false): SettingSources {
    if (isOfProvider) {
        // a Provider is asked as its gates ask, and they do not see the stack's configuration
        return { settings, env: process.env };
    }
    // not through pulumi.Config, which warns when a secret is read: it is read to be used, not to be shown
    const config = (key: string): string | undefined => pulumi.runtime.getConfig(key);
    return { settings, settingsName: "connection", config, env: process.env };
}
