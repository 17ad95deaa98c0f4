import { join } from "node:path";
import { Driver } from "./driver";
import { prepare } from "./prepare";
import { runCommand } from "./run-command";

const HERE = join(__dirname, "../go");
const SOURCES = ["ask.go", "go.mod", "go.sum", "main.go", "protocol.go", "sign.go"];
const HINT = "The client in Go needs Go 1.21 or later: https://go.dev/doc/install";

/** `alibaba-cloud-sdk-go`, in a process of its own. */
export async function startGoClients(): Promise<Driver> {
    const folder = await prepare({
        language: "go",
        pins: SOURCES.map((name) => join(HERE, name)),
        dependsOn: [process.platform, process.arch],
        install: async (unfinished) => {
            const flags = ["-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags=-w -s"];
            await runCommand("go", ["build", ...flags, "-o", join(unfinished, "driver"), "."], {
                cwd: HERE,
                // GOTOOLCHAIN: never fetch another compiler. CGO_ENABLED: no C compiler needed. GOWORK: a workspace
                // around the repository is not ours. GOFLAGS: nor are flags of the user.
                env: { ...process.env, GOTOOLCHAIN: "local", CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "" },
                hint: HINT,
            });
        },
    });
    return new Driver(join(folder, "driver"), [], { cwd: folder });
}
