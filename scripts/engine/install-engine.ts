import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../prepare/run-command";

const INSTALLER = "https://get.pulumi.com/install.sh";
const REACHABLE_WITHIN_MS = 5_000;
/** Enough for 200 MB over a usual line. Over a slower one, a build from source takes no longer. */
const INSTALLED_WITHIN_MS = 60_000;

/** Lets Pulumi's own installer put the CLI, with the official language hosts, into `folder`/bin. */
export async function installEngine(folder: string, version: string, installer = INSTALLER): Promise<void> {
    const response = await fetch(installer, { signal: AbortSignal.timeout(REACHABLE_WITHIN_MS) }).catch(() => {
        throw new Error("the download site cannot be reached");
    });
    if (!response.ok) {
        throw new Error(`the download site answers ${response.status}`);
    }
    const script = join(folder, "install.sh");
    await writeFile(script, await response.text());
    const args = [script, "--no-edit-path", "--install-root", folder, "--version", version];
    await runCommand("sh", args, { timeoutMs: INSTALLED_WITHIN_MS });
}
