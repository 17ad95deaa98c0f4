import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goEnvironment } from "../../../scripts/prepare/go-program";
import { prepareFolder } from "../../../scripts/prepare/prepare-folder";
import { runCommand } from "../../../scripts/prepare/run-command";
import { pathsIn } from "../../sdks/support/sdk-files";
import { quickstart, ROOT } from "./quickstarts";

const HINT = "The quickstart in Go is compiled with Go 1.25.11 or later: https://go.dev/doc/install";
const DRIVER = join(__dirname, "go/driver.go");
const SDK = "../../../sdk/go";

/** The quickstart and what runs it, in one executable. */
export async function prepareGoQuickstart(): Promise<string> {
    const example = join(ROOT, "examples/native/go");
    const program = quickstart("go/main.go");
    const folder = await prepareFolder({
        group: "sdks",
        name: "go-quickstart",
        what: "the quickstart in Go",
        pins: [DRIVER, ...pathsIn("examples/native/go"), ...pathsIn("sdk/go")],
        dependsOn: [process.platform, process.arch, program],
        make: async (unfinished) => {
            const sources = join(unfinished, "sources");
            mkdirSync(sources);
            const withoutMain = program.replace(/func main\(\) \{\n.*\n\}\n/, "");
            if (withoutMain === program) {
                throw new Error("the quickstart has no main function of one line");
            }
            writeFileSync(join(sources, "quickstart.go"), withoutMain);
            copyFileSync(DRIVER, join(sources, "driver.go"));
            copyFileSync(join(example, "go.sum"), join(sources, "go.sum"));
            const module = readFileSync(join(example, "go.mod"), "utf8").replaceAll(SDK, join(ROOT, "sdk/go"));
            writeFileSync(join(sources, "go.mod"), module);
            const build = ["build", "-mod=mod", "-o", join(unfinished, "driver"), "."];
            await runCommand("go", build, { cwd: sources, env: goEnvironment(), hint: HINT });
        },
    });
    return join(folder, "driver");
}
