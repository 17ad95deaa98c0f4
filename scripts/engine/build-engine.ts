import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { killGroup } from "./kill-group";

const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

const HOW_TO_GET_ON = [
    "Install one of the two, then try again:",
    "  - Pulumi 3, with its Node host: https://www.pulumi.com/docs/install/",
    "  - Go 1.25.11 or later: https://go.dev/doc/install (Pulumi is then built from source, once)",
].join("\n");

/** Builds the CLI from the Go module proxy into `root`/bin, from the sources that go.mod and go.sum pin. */
export async function buildEngine(root: string, version: string, report: (line: string) => void): Promise<void> {
    await mkdir(join(root, "bin"), { recursive: true });
    // The flags are those of Pulumi's own releases. Without `grpcnotrace` the linker keeps code that nothing calls;
    // without the version the CLI prints an empty one, and nobody can tell what it is.
    const flags = ["-mod=readonly", "-trimpath", "-tags", "osusergo,grpcnotrace"];
    const linkerFlags = ["-ldflags", `-w -s -X ${VERSION_VARIABLE}=${version}`];
    const go = spawn("go", ["build", ...flags, ...linkerFlags, "-o", join(root, "bin", "pulumi"), PACKAGE], {
        cwd: __dirname,
        // GOTOOLCHAIN: never fetch another compiler. CGO_ENABLED: no C compiler needed. GOWORK: a workspace around the
        // repository is not ours. GOFLAGS: nor are flags of the user, which could contradict those above.
        env: { ...process.env, GOTOOLCHAIN: "local", CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: "" },
        // A group of its own, because the compilers that Go starts do not end with it.
        detached: true,
        stdio: ["ignore", "ignore", "pipe"],
    });
    go.once("spawn", () => report(`engine: building Pulumi ${version} from source; once, it takes some minutes`));
    const stop = () => {
        if (go.pid !== undefined) {
            killGroup(go.pid);
        }
    };
    process.once("exit", stop);
    let complaints = "";
    go.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
    try {
        const [code] = (await once(go, "close")) as [number | null];
        if (code !== 0) {
            throw new Error(`go build failed:\n${lastLines(complaints, 15)}\n${HOW_TO_GET_ON}`);
        }
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            throw new Error(`No Go compiler was found on PATH.\n${HOW_TO_GET_ON}`, { cause: error });
        }
        throw error;
    } finally {
        process.off("exit", stop);
    }
}

/** Downloads fill the beginning of the output; what went wrong is at the end. */
function lastLines(text: string, count: number): string {
    return text.trimEnd().split("\n").slice(-count).join("\n");
}
