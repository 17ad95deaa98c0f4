import { join } from "node:path";
import { runCommand } from "./run-command";

interface GoProgram {
    /** The folder of its module, with go.mod and go.sum. */
    readonly module: string;
    /** The package in that module, or in a module that it requires. */
    readonly package: string;
    /** The executable to write. */
    readonly output: string;
    /** Values for variables of the program, such as its version. */
    readonly variables?: Readonly<Record<string, string>>;
    readonly hint: string;
}

/** Compiles a Go program from the sources that its module pins. */
export async function buildGoProgram(program: GoProgram): Promise<void> {
    const { module, package: path, output, variables = {}, hint } = program;
    const values = Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`);
    const linkerFlags = ["-w -s", ...values].join(" ");
    await runCommand("go", ["build", "-mod=readonly", "-ldflags", linkerFlags, "-o", output, path], {
        cwd: module,
        env: goEnvironment(),
        hint,
    });
}

/** The files that pin a module and all modules that it requires. */
export function pinsOfModule(module: string): string[] {
    return ["go.mod", "go.sum"].map((file) => join(module, file));
}

/**
 * The flags of Pulumi's own releases. Without `grpcnotrace` the linker keeps code that nothing calls. Equal flags for all
 * programs let Go compile once what they share.
 */
const FLAGS = "-trimpath -buildvcs=false -tags=osusergo,grpcnotrace";

/** The environment of every call of the Go tool. */
export function goEnvironment(): NodeJS.ProcessEnv {
    // GOTOOLCHAIN: never download another compiler. CGO_ENABLED: no C compiler needed. GOWORK: ignore a workspace around
    // the repository. GOFLAGS: ignore the flags of the user.
    return { ...process.env, GOTOOLCHAIN: "local", CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: FLAGS };
}
