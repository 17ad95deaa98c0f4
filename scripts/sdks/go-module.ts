import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PACKAGE } from "../schema/package-facts";

const REQUIREMENTS = join(__dirname, "go-requirements");

/** The module path: one folder above the only package. */
export const GO_MODULE = dirname(PACKAGE.language.go.importBasePath);

/**
 * go.mod and go.sum of the Go SDK. The generator writes a go.mod with one line of requirements, which does not compile
 * as it is: these are complete, and pinned.
 */
export function goModule(): Record<string, string> {
    const requirements = readFileSync(join(REQUIREMENTS, "go.mod"), "utf8");
    return {
        "go.mod": requirements.replace(/^module .*$/m, `module ${GO_MODULE}`),
        "go.sum": readFileSync(join(REQUIREMENTS, "go.sum"), "utf8"),
    };
}
