import { join } from "node:path";
import { prepareFolder } from "../../../scripts/prepare/prepare-folder";
import { runCommand } from "../../../scripts/prepare/run-command";
import { copyFolder, pathsIn } from "./sdk-files";

const REQUIREMENTS = join(__dirname, "../python/requirements.txt");
const HINT = "The Python SDK is tested with Python 3.10 or later and its `venv` module (Debian: python3-venv).";
const QUICK = ["--no-compile", "--no-deps", "--disable-pip-version-check", "--no-input"];

/** @returns the interpreter of an environment in which the Python SDK is installed, as pip builds it */
export async function preparePythonSdk(): Promise<string> {
    // An environment is a link to its interpreter, so that another one needs another environment.
    const whichPython = "import sys; print(sys.base_prefix, sys.version)";
    const interpreter = await runCommand("python3", ["-c", whichPython], { hint: HINT });
    const folder = await prepareFolder({
        group: "sdks",
        name: "python",
        what: "the Python SDK",
        pins: [REQUIREMENTS, ...pathsIn("sdk/python")],
        dependsOn: [interpreter],
        make: async (unfinished) => {
            await runCommand("python3", ["-m", "venv", unfinished], { hint: HINT });
            const install = async (...what: string[]) => {
                const python = join(unfinished, "bin", "python");
                await runCommand(python, ["-m", "pip", "install", ...QUICK, ...what], { hint: HINT });
            };
            await install("-r", REQUIREMENTS);
            const sources = join(unfinished, "sources");
            copyFolder("sdk/python", sources);
            // without isolation: the environment holds what it is built with
            await install("--no-build-isolation", sources);
        },
    });
    return join(folder, "bin", "python");
}
