import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type Engine, findEngine } from "../../scripts/engine/find-engine";
import { removeWithProcesses } from "../../scripts/engine/leftovers";
import { placesOf } from "../../scripts/engine/places";
import {
    createProjectFolder,
    environmentOf,
    installPackages,
    type ProjectFolder,
} from "../../scripts/engine/project-folder";
import { compileCacheEnvironment } from "./compile-cache/environment";
import { PulumiProcess, type PulumiResult } from "./pulumi-process";
import { createStack, fileOf, readState, type State, type StateResource, textOfFolder } from "./stack-state";
import { toJavaScript } from "./to-javascript";

export type { PulumiResult } from "./pulumi-process";
export type { State, StateResource } from "./stack-state";

export interface EngineProjectOptions {
    /** The program in TypeScript, see `writeProgram`; without it the program is in `files`, in any language. */
    program?: string;
    /** Further files of the project: path → text. */
    files?: Record<string, string>;
    /** What Pulumi.yaml says beside its name and plugins. Default: a program in JavaScript. */
    project?: Record<string, unknown>;
    /** What is run in place of the CLI, and takes the same arguments. */
    command?: readonly string[];
    /** Folders for the beginning of PATH. */
    path?: readonly string[];
    /** Gets the program's folder before anything runs in it. */
    install?: (program: string) => void;
    /** Stack configuration. A key without a colon belongs to the project. */
    config?: Record<string, unknown>;
    /** The same, kept encrypted. */
    secretConfig?: Record<string, string>;
    /** Environment variables on top of the clean environment, such as `ecs.env`; undefined removes one. */
    env?: Record<string, string | undefined>;
    /** Further packages for node_modules: name → file → text. */
    packages?: Record<string, Record<string, string>>;
    /** The folder of the native provider's plugin; without it the project has none. */
    plugin?: string | undefined;
}

export interface RunOptions {
    /** Arguments behind the usual ones, such as `--target`. */
    args?: string[];
    /** Environment variables for this run alone. */
    env?: Record<string, string | undefined>;
    /** A run that takes longer is killed, and the test fails with its output. */
    timeoutMs?: number;
}

export interface UpdateOptions extends RunOptions {
    /** `up`, `refresh` and `destroy` preview first only when this is true: it takes half of their time. */
    preview?: boolean;
}

const PROJECT = "engine-test";
const STACK = "dev";

/** Pulumi compiles nothing: its compiler is more than a tenth of the CPU time of a run. */
const JAVASCRIPT = { runtime: { name: "nodejs", options: { typescript: false } } };

/** A hanging run ends with its output, before the test itself is over its time. */
const TIMEOUT_MS = 240_000;
/** Looked for by tests that wait for a line of output. */
const LOOK_AGAIN_AFTER_MS = 20;

/**
 * A Pulumi project in a temporary folder, run by the real engine: own login, own state, own HOME, clean environment.
 *
 *     const project = await EngineProject.create({ program: `…` });
 *     const up = await project.up();
 *     …
 *     project.remove();
 */
export class EngineProject {
    static async create(options: EngineProjectOptions): Promise<EngineProject> {
        const project = new EngineProject(await requireEngine(), await compileCacheEnvironment(), options);
        try {
            await project.#prepare(options);
            return project;
        } catch (error) {
            project.remove();
            throw error;
        }
    }

    readonly folder: ProjectFolder;
    readonly env: Record<string, string>;

    readonly #engine: Engine;
    readonly #command: readonly string[] | undefined;
    readonly #removeAtExit = () => removeWithProcesses(this.folder.root);

    private constructor(
        engine: Engine,
        compileCache: Record<string, string>,
        { env = {}, command, path = [] }: EngineProjectOptions,
    ) {
        this.#engine = engine;
        this.#command = command;
        this.folder = createProjectFolder();
        const environment = environmentOf(this.folder, engine);
        const PATH = [...path, environment["PATH"]].join(delimiter);
        const NODE_OPTIONS = [compileCache["NODE_OPTIONS"], env["NODE_OPTIONS"]].filter(Boolean).join(" ");
        this.env = merge({ ...environment, ...compileCache, PATH, PULUMI_STACK: STACK }, { ...env, NODE_OPTIONS });
        process.once("exit", this.#removeAtExit);
    }

    async #prepare({
        program,
        config = {},
        secretConfig = {},
        packages = {},
        plugin,
        files = {},
        project = JAVASCRIPT,
        install,
    }: EngineProjectOptions): Promise<void> {
        if (project === JAVASCRIPT || project["runtime"] === "nodejs") {
            installPackages(this.folder.program);
            this.writeFile("package.json", JSON.stringify({ name: PROJECT, private: true }));
        }
        for (const [name, files] of Object.entries(packages)) {
            for (const [file, text] of Object.entries(files)) {
                this.writeFile(join("node_modules", name, file), text);
            }
        }
        const providers = plugin === undefined ? [] : [{ name: "alicloud-instance-status", path: plugin }];
        this.writeFile("Pulumi.yaml", JSON.stringify({ ...project, name: PROJECT, plugins: { providers } }));
        install?.(this.folder.program);
        if (program !== undefined) {
            this.writeProgram(program);
        }
        for (const [file, text] of Object.entries(files)) {
            this.writeFile(file, text);
        }
        // Written by hand, because each `stack init` and `config set` is another start of the CLI. JSON is YAML.
        const entries = Object.entries(config).map(([key, value]) => [qualified(key), value] as const);
        this.writeFile(`Pulumi.${STACK}.yaml`, JSON.stringify({ config: Object.fromEntries(entries) }));
        createStack(this.folder.state, PROJECT, STACK);
        const secrets = Object.entries(secretConfig).flatMap(([key, value]) => [
            "--secret",
            `${qualified(key)}=${value}`,
        ]);
        if (secrets.length > 0) {
            await this.#expectSuccess(["config", "set-all", ...secrets]);
        }
    }

    up(options: UpdateOptions = {}): Promise<PulumiResult> {
        return this.run(["up", ...updateArguments(options)], options);
    }

    refresh(options: UpdateOptions = {}): Promise<PulumiResult> {
        return this.run(["refresh", ...updateArguments(options)], options);
    }

    destroy(options: UpdateOptions = {}): Promise<PulumiResult> {
        return this.run(["destroy", ...updateArguments(options)], options);
    }

    preview(options: RunOptions = {}): Promise<PulumiResult> {
        return this.run(["preview", ...(options.args ?? [])], options);
    }

    /** Runs any command of the CLI to its end, whatever its exit code. */
    async run(args: string[], { env, timeoutMs = TIMEOUT_MS }: Omit<RunOptions, "args"> = {}): Promise<PulumiResult> {
        const pulumi = this.start(args, { env });
        const deadline = setTimeout(() => pulumi.signal("SIGKILL"), timeoutMs);
        const result = await pulumi.exited;
        clearTimeout(deadline);
        if (result.signal === "SIGKILL") {
            throw new Error(`pulumi ${args.join(" ")} was killed after ${timeoutMs} ms:\n${pulumi.output}`);
        }
        return result;
    }

    /** Starts a command, for tests that send it signals: `up.signal("SIGINT")`, then `await up.exited`. */
    start(args: string[], { env = {} }: Pick<RunOptions, "env"> = {}): PulumiProcess {
        // stacks and their configuration are the CLI's own business
        const runsProgram = !["stack", "config"].includes(args[0] ?? "");
        const [pulumi = this.#engine.pulumi, ...first] = (runsProgram ? this.#command : undefined) ?? [];
        return new PulumiProcess([...first, "--non-interactive", "--color", "never", ...args], {
            pulumi,
            cwd: this.folder.program,
            env: merge(this.env, env),
        });
    }

    /** Starts `up` without a preview. */
    startUp(options: UpdateOptions = {}): PulumiProcess {
        return this.start(["up", ...updateArguments(options)], options);
    }

    /** Writes the program, given in TypeScript, as `tsc` would compile it. */
    writeProgram(text: string): void {
        this.writeFile("index.js", toJavaScript(text));
    }

    /** Writes a file of the project, given by its path in the program's folder. */
    writeFile(path: string, text: string): void {
        const file = join(this.folder.program, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
    }

    async setConfig(key: string, value: string, { secret = false }: { secret?: boolean } = {}): Promise<void> {
        await this.#expectSuccess(["config", "set", secret ? "--secret" : "--plaintext", qualified(key), "--", value]);
    }

    /** What the state holds now. */
    state(): State {
        return readState(this.folder.state, PROJECT, STACK);
    }

    /** Changes the state by hand, as users do with `pulumi stack export` and `import`. */
    editState(edit: (state: State) => void): void {
        const file = fileOf(this.folder.state, PROJECT, STACK);
        const { checkpoint, ...rest } = JSON.parse(readFileSync(file, "utf8")) as { checkpoint: { latest: State } };
        edit(checkpoint.latest);
        writeFileSync(file, JSON.stringify({ ...rest, checkpoint }));
    }

    /** The one resource of this name, or of this type (the part behind the last colon is enough). */
    resource(nameOrType: string): StateResource | undefined {
        const found = this.state().resources.filter(
            ({ urn, type }) =>
                urn.endsWith(`::${nameOrType}`) || type === nameOrType || type.endsWith(`:${nameOrType}`),
        );
        if (found.length > 1) {
            throw new Error(`${nameOrType} is ${found.map(({ urn }) => urn).join(" and ")}`);
        }
        return found[0];
    }

    /** The outputs of the stack: what the program exports. */
    outputs(): Record<string, unknown> {
        return this.resource("pulumi:pulumi:Stack")?.outputs ?? {};
    }

    /** The text of all files of the backend, history and backups included: what must never hold a secret. */
    rawState(): string {
        return textOfFolder(this.folder.state);
    }

    /** The text of the CLI's own log files. */
    rawLogs(): string {
        return textOfFolder(this.folder.pulumiHome);
    }

    /** Kills whatever still runs for this project and deletes its folder. */
    remove(): void {
        process.off("exit", this.#removeAtExit);
        removeWithProcesses(this.folder.root);
    }

    async #expectSuccess(args: string[]): Promise<void> {
        const { code, stdout, stderr } = await this.run(args);
        if (code !== 0) {
            throw new Error(`pulumi ${args[0]} ${args[1]} ended with ${code}:\n${stdout}${stderr}`);
        }
    }
}

/** Waits until the process has written something that matches; fails when it ends before. */
export async function waitForOutput(pulumi: PulumiProcess, pattern: RegExp): Promise<void> {
    while (!pattern.test(pulumi.output)) {
        if (!pulumi.isRunning) {
            throw new Error(`pulumi ended without writing ${pattern}:\n${pulumi.output}`);
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER_MS));
    }
}

/**
 * For `before(skipWithoutEngine)`: lets the engine tests be skipped where there is no engine, loudly, and lets them fail
 * there when CI is set. `make test` gets an engine before the tests; a test itself never does.
 */
export async function skipWithoutEngine(this: Mocha.Context): Promise<void> {
    if (process.env.CI || (await search()).engine !== undefined) {
        return;
    }
    console.error("\n!!! SKIPPED: there is no Pulumi engine; `make engine` gets one. Nothing here was tested. !!!\n");
    this.skip();
}

async function requireEngine(): Promise<Engine> {
    const { engine, rejected } = await search();
    if (engine === undefined) {
        throw new Error(["There is no Pulumi engine; `make engine` gets one.", ...rejected].join("\n"));
    }
    return engine;
}

let searched: ReturnType<typeof findEngine> | undefined;

/** Once for all tests: looking for the engine starts it. */
function search(): ReturnType<typeof findEngine> {
    return (searched ??= findEngine(placesOf(process.env)));
}

function updateArguments({ preview = false, args = [] }: UpdateOptions): string[] {
    return ["--yes", ...(preview ? [] : ["--skip-preview"]), ...args];
}

function qualified(key: string): string {
    return key.includes(":") ? key : `${PROJECT}:${key}`;
}

function merge(
    environment: Record<string, string>,
    changes: Record<string, string | undefined>,
): Record<string, string> {
    const merged = Object.entries({ ...environment, ...changes });
    return Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
