import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runScripts } from "./run-scripts";

/*
 * Runs the plugin in the Node that the executable will have, and writes down what V8 has compiled of it when the parent
 * process says that all has been rehearsed: `recorder.js <folder of the scripts>`.
 */

const [folder = "."] = process.argv.splice(2, 1);
const scripts = runScripts((name) => ({ text: readFileSync(join(folder, `${name}.js`), "latin1") }), require);

process.once("message", () => {
    for (const [name, script] of scripts) {
        writeFileSync(join(folder, `${name}.cache`), script.createCachedData());
    }
    process.exit(0);
});
