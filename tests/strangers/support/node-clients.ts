import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { prepareFolder } from "../../../scripts/prepare/prepare-folder";
import { runCommand } from "../../../scripts/prepare/run-command";
import { Driver } from "./driver";

const HERE = join(__dirname, "../node");
const HINT = "The clients in JavaScript are installed with npm, which comes with Node.";

/** @returns the folder with their node_modules */
export function prepareNodeClients(): Promise<string> {
    const pins = ["package.json", "package-lock.json"];
    return prepareFolder({
        group: "strangers",
        name: "node",
        what: "the clients in JavaScript",
        pins: pins.map((name) => join(HERE, name)),
        dependsOn: [],
        make: async (unfinished) => {
            for (const name of pins) {
                copyFileSync(join(HERE, name), join(unfinished, name));
            }
            const quiet = ["--ignore-scripts", "--no-audit", "--no-fund"];
            await runCommand("npm", ["ci", ...quiet], { cwd: unfinished, hint: HINT });
        },
    });
}

/** `@alicloud/pop-core` and `@alicloud/openapi-client`, in a process of their own. */
export async function startNodeClients(): Promise<Driver> {
    const folder = await prepareNodeClients();
    return new Driver(process.execPath, [join(HERE, "driver.mjs")], { cwd: folder });
}
