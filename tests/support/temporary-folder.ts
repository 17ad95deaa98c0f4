import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that exists while `work` runs. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    // Resolved, because the temporary folder itself is a link on some systems.
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "instance-status-unit-")));
    try {
        return await work(folder);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
