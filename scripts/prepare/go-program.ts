import { join } from "node:path";
import { runCommand } from "./run-command";

interface GoProgram {
    /** The folder of its module, with go.mod and go.sum. */
    readonly module: string;
    /** The package in it, or in a module that it requires. */
    readonly package: string;
    /** The executable that is written. */
    readonly output: string;
    /** Values of variables, such as a version. */
    readonly variables?: Readonly<Record<string, string>>;
    readonly hint: string;
}

/** Compiles a Go program from what its module pins. */
export async function buildGoProgram({
    module,
    package: program,
    output,
    variables = {},
    hint,
}: GoProgram): Promise<void> {
    const values = Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`);
    await runCommand(
        "go",
        ["build", "-mod=readonly", "-ldflags", ["-w -s", ...values].join(" "), "-o", output, program],
        {
            cwd: module,
            env: goEnvironment(),
            hint,
        },
    );
}

/** The files by which a module and all that it requires are pinned. */
export function pinsOfModule(module: string): string[] {
    return ["go.mod", "go.sum"].map((file) => join(module, file));
}

/** Those with which the Pulumi CLI is built: what programs have in common with it, and with each other, is compiled once. */
const FLAGS = "-trimpath -buildvcs=false -tags=osusergo,grpcnotrace";

/** The environment of every call of the Go tool. */
export function goEnvironment(): NodeJS.ProcessEnv {
    // GOTOOLCHAIN: never fetch another compiler. CGO_ENABLED: no C compiler needed. GOWORK: a workspace around the
    // repository is not ours. GOFLAGS: nor are flags of the user.
    return { ...process.env, GOTOOLCHAIN: "local", CGO_ENABLED: "0", GOWORK: "off", GOFLAGS: FLAGS };
}
