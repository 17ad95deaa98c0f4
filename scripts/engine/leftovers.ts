import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Kills every process that belongs to a project folder, and deletes the folder.
 *
 * When a CLI is killed, its provider processes live on without a parent. Their working directory, or an environment
 * variable, tells to which folder they belong. The function is synchronous, so that an exit listener can call it.
 */
export function removeWithProcesses(root: string): void {
    killProcessesOf(root);
    // Again, because a process may have started another one before the first kill.
    killProcessesOf(root);
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

export function processesOf(root: string): number[] {
    const all = process.platform === "linux" ? fromProc(root) : fromPs(root);
    return all.filter((processId) => processId !== process.pid);
}

function killProcessesOf(root: string): void {
    for (const processId of processesOf(root)) {
        try {
            process.kill(processId, "SIGKILL");
        } catch {
            // It has ended by itself.
        }
    }
}

function fromProc(root: string): number[] {
    return readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name) && belongsTo(root, join("/proc", name)))
        .map(Number);
}

function belongsTo(root: string, folderOfProcess: string): boolean {
    try {
        return (
            `${readlinkSync(join(folderOfProcess, "cwd"))}/`.startsWith(`${root}/`) ||
            readFileSync(join(folderOfProcess, "environ"), "latin1").includes(`=${root}/`)
        );
    } catch {
        // The process has ended, or belongs to another user.
        return false;
    }
}

function fromPs(root: string): number[] {
    return execFileSync("ps", ["-axEww", "-o", "pid=,command="], { encoding: "utf8", maxBuffer: 64 << 20 })
        .split("\n")
        .filter((line) => line.includes(`=${root}/`))
        .map((line) => parseInt(line, 10));
}
