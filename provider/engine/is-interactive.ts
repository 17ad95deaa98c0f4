import { closeSync, openSync } from "node:fs";

/** What CI systems set; not all of them set CI. */
const CI_VARIABLES = ["CI", "BUILD_ID", "TF_BUILD", "TEAMCITY_VERSION", "CODEBUILD_BUILD_ID", "JENKINS_URL"];

/**
 * Whether somebody watches. A provider's own output is a pipe, so it tells nothing; but it has the controlling terminal
 * of the CLI that started it, and in a CI job there is none.
 */
export function isInteractive(env: NodeJS.ProcessEnv = process.env): boolean {
    if (CI_VARIABLES.some((name) => env[name])) {
        return false;
    }
    try {
        closeSync(openSync("/dev/tty", "r"));
        return true;
    } catch {
        return false;
    }
}
