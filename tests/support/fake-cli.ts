import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const ALL_HELPERS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

export interface FakeCli {
    /** What `pulumi version` prints. */
    version?: string;
    /** The whole script, instead of one that prints the version. */
    script?: string;
    helpers?: string[];
}

/** Writes an executable `pulumi` that knows only its version, with its helpers, and returns its path. */
export function writeFakeCli(folder: string, cli: FakeCli = {}): string {
    const { version = "v3.200.0", script = `#!/bin/sh\necho ${version}\n`, helpers = ALL_HELPERS } = cli;
    mkdirSync(folder, { recursive: true });
    for (const helper of helpers) {
        writeFileSync(join(folder, helper), "#!/bin/sh\n", { mode: 0o755 });
    }
    writeFileSync(join(folder, "pulumi"), script, { mode: 0o755 });
    return join(folder, "pulumi");
}
