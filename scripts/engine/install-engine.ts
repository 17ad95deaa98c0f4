import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { killGroup } from "./kill-group";

/** What Pulumi's installer fetches first; when this cannot be had, neither can the rest. */
const INSTALL_SCRIPT = "https://get.pulumi.com/install.sh";
const REACHABLE_WITHIN_MS = 5_000;
/** A download of some 200 MB on a usual line; where that takes longer, building is no slower. */
const INSTALL_WITHIN_MS = 60_000;

/** Lets Pulumi's own installer put a complete CLI, with the official Node host, into `root`/bin. */
export async function installEngine(root: string, version: string): Promise<void> {
    await expectReachable(INSTALL_SCRIPT);
    // A process of its own, in a group of its own: the SDK's installer takes no signal, and its shell and download
    // would live on when only the process was killed.
    const installer = spawn(
        process.execPath,
        [...process.execArgv, join(__dirname, "run-installer.ts"), root, version],
        {
            detached: true,
            stdio: ["ignore", "ignore", "pipe"],
        },
    );
    const stop = () => {
        if (installer.pid !== undefined) {
            killGroup(installer.pid);
        }
    };
    let complaints = "";
    installer.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
    const deadline = setTimeout(stop, INSTALL_WITHIN_MS);
    process.once("exit", stop);
    try {
        const [code] = (await once(installer, "close")) as [number | null];
        if (code === null) {
            throw new Error(`not finished after ${INSTALL_WITHIN_MS / 1000} s`);
        }
        if (code !== 0) {
            throw new Error(lastLine(complaints) || `exit code ${code}`);
        }
    } finally {
        clearTimeout(deadline);
        process.off("exit", stop);
    }
}

/** Says at once that there is no way to the download, which the installer itself finds out after two minutes. */
async function expectReachable(address: string): Promise<void> {
    const answer = await fetch(address, { method: "HEAD", signal: AbortSignal.timeout(REACHABLE_WITHIN_MS) }).catch(
        () => {
            throw new Error("its download site cannot be reached");
        },
    );
    if (!answer.ok) {
        throw new Error(`its download site answers ${answer.status}`);
    }
}

function lastLine(text: string): string {
    return text.trim().split("\n").at(-1) ?? "";
}
