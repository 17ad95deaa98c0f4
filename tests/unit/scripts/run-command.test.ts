import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../../scripts/prepare/run-command";
import { withTemporaryFolder } from "../../support/temporary-folder";

const HINT = "Install it first.";

function sh(script: string, options: { cwd?: string; timeoutMs?: number } = {}): Promise<string> {
    return runCommand("sh", ["-c", script], { hint: HINT, ...options });
}

describe("runCommand", () => {
    it("returns what the command writes to stdout, and nothing of stderr", async () => {
        assert.equal(await sh("echo result; echo warning >&2"), "result\n");
    });

    it("shows the end of the output of a command that fails, and the hint", async () => {
        await assert.rejects(
            sh("echo before; echo why >&2; exit 3"),
            /^Error: sh -c .* failed:\nbefore\n+why\nInstall/,
        );
    });

    it("names a command that is not on PATH, and the hint", async () => {
        const missing = runCommand("no-such-command", [], { hint: HINT });
        await assert.rejects(missing, { message: `no-such-command was not found on PATH.\n${HINT}` });
    });

    it("kills a command that takes too long, with the processes that it has started", () =>
        withTemporaryFolder(async (folder) => {
            // The child would write the file as soon as the parent has gone.
            const child = "while kill -0 $PPID 2>/dev/null; do sleep 0.05; done; touch alive";
            const command = sh(`sh -c '${child}' & wait`, { cwd: folder, timeoutMs: 100 });
            await assert.rejects(command, /was killed:/);
            assert.ok(!existsSync(join(folder, "alive")));
        }));
});
