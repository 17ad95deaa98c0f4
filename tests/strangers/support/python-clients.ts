import { join } from "node:path";
import { prepareFolder } from "../../../scripts/prepare/prepare-folder";
import { runCommand } from "../../../scripts/prepare/run-command";
import { Driver } from "./driver";

const HERE = join(__dirname, "../python");
const REQUIREMENTS = join(HERE, "requirements.txt");
const HINT = "The clients in Python need Python 3.10 or later with its `venv` module (Debian: python3-venv).";

/** @returns the folder of their virtual environment */
export async function preparePythonClients(): Promise<string> {
    // An environment is a link to its interpreter, so that another one needs another environment.
    const whichPython = "import sys; print(sys.base_prefix, sys.version)";
    const interpreter = await runCommand("python3", ["-c", whichPython], { hint: HINT });
    return prepareFolder({
        group: "strangers",
        name: "python",
        what: "the clients in Python",
        pins: [REQUIREMENTS],
        dependsOn: [interpreter],
        make: async (unfinished) => {
            await runCommand("python3", ["-m", "venv", unfinished], { hint: HINT });
            // Without compiling: most of it is never imported. Without dependencies: the pins are complete.
            const quick = ["--no-compile", "--no-deps", "--disable-pip-version-check", "--no-input"];
            const python = join(unfinished, "bin", "python");
            await runCommand(python, ["-m", "pip", "install", ...quick, "-r", REQUIREMENTS], { hint: HINT });
        },
    });
}

/** `alibabacloud_ecs20140526` and `aliyun-python-sdk-ecs`, in a process of their own. */
export async function startPythonClients(): Promise<Driver> {
    const folder = await preparePythonClients();
    return new Driver(join(folder, "bin", "python"), [join(HERE, "driver.py")], {
        cwd: folder,
        // Compiled files belong in the cache, those of the driver too.
        env: { PYTHONUTF8: "1", PYTHONPYCACHEPREFIX: join(folder, "compiled") },
    });
}
