import type { SettingSources } from "../connection-settings";
import { findText } from "../settings/find-setting";
import { defaultProfileFile, type Profile, readProfile, withHomeFolder } from "./profile-file";

/**
 * The profile of this name.
 *
 * @throws EcsApiError of kind `credentials`
 */
export function namedProfile(name: string, sources: SettingSources): Profile | undefined {
    return readProfile(profileFile(sources), name);
}

/** The profile that the CLI's file calls its current one, unless that is switched off. */
export function currentProfile(sources: SettingSources): Profile | undefined {
    return sources.env["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"] === "true"
        ? undefined
        : readProfile(profileFile(sources), undefined);
}

/** The region of the profile that is configured, or of the current one: the last place where a region is looked for. */
export function regionOfProfile(sources: SettingSources): string | undefined {
    const configured = findText("profile", sources);
    try {
        const profile = configured === undefined ? currentProfile(sources) : namedProfile(configured.value, sources);
        return profile?.region_id || undefined;
    } catch {
        return undefined; // an error of the profile is reported where its keys are needed
    }
}

function profileFile(sources: SettingSources): string {
    const given = findText("sharedCredentialsFile", sources);
    return given === undefined ? defaultProfileFile() : withHomeFolder(given.value);
}
