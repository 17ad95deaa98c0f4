import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Kills every process that belongs to a project folder, whoever started it, and deletes the folder.
 *
 * Provider processes live on when a CLI is killed outright, and are then nobody's children. They are known by their
 * working directory, or by an environment variable that names the folder. Synchronous, so that it can be the last thing
 * a process does.
 */
export function removeWithProcesses(root: string): void {
    killProcessesOf(root);
    // Again after the first kill: a process may have started another one in between.
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
            // Gone by itself.
        }
    }
}

function fromProc(root: string): number[] {
    return readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .filter((name) => isInside(root, join("/proc", name)))
        .map(Number);
}

function isInside(root: string, folderOfProcess: string): boolean {
    try {
        return (
            `${readlinkSync(join(folderOfProcess, "cwd"))}/`.startsWith(`${root}/`) ||
            readFileSync(join(folderOfProcess, "environ"), "latin1").includes(`=${root}/`)
        );
    } catch {
        // Gone in between, or somebody else's.
        return false;
    }
}

function fromPs(root: string): number[] {
    return execFileSync("ps", ["-axEww", "-o", "pid=,command="], { encoding: "utf8", maxBuffer: 64 << 20 })
        .split("\n")
        .filter((line) => line.includes(`=${root}/`))
        .map((line) => parseInt(line, 10));
}
