import { join } from "node:path";
import { buildGoProgram } from "../../../scripts/prepare/go-program";
import { prepareFolder } from "../../../scripts/prepare/prepare-folder";
import { Driver } from "./driver";

const HERE = join(__dirname, "../go");
const SOURCES = ["ask.go", "go.mod", "go.sum", "instances.go", "main.go", "protocol.go", "sign.go", "status.go"];
const HINT = "The client in Go needs Go 1.21 or later: https://go.dev/doc/install";

/** @returns the folder of the compiled driver */
export function prepareGoClients(): Promise<string> {
    return prepareFolder({
        group: "strangers",
        name: "go",
        what: "the clients in Go",
        pins: SOURCES.map((name) => join(HERE, name)),
        dependsOn: [process.platform, process.arch],
        make: (unfinished) =>
            buildGoProgram({ module: HERE, package: ".", output: join(unfinished, "driver"), hint: HINT }),
    });
}

/** `alibaba-cloud-sdk-go`, in a process of its own. */
export async function startGoClients(): Promise<Driver> {
    const folder = await prepareGoClients();
    return new Driver(join(folder, "driver"), [], { cwd: folder });
}
