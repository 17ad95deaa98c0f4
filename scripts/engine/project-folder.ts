import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Engine } from "./find-engine";
import { REPOSITORY } from "./places";

const PACKAGE_NAME = "pulumi-alicloud-instance-status";

/** Where a Pulumi project of a test or of the demo lives, with everything that its runs write. */
export interface ProjectFolder {
    /** Holds all the others; unique, so that it also tells which processes belong to the project. */
    root: string;
    /** The project itself: Pulumi.yaml, program, node_modules. */
    program: string;
    /** The file backend. */
    state: string;
    /** PULUMI_HOME: credentials, plugins, logs. */
    pulumiHome: string;
    /** HOME of everything that runs here. */
    home: string;
}

export function createProjectFolder(): ProjectFolder {
    // Resolved, because processes report their folders without links, and the temporary folder is one on some systems.
    const root = realpathSync(mkdtempSync(join(tmpdir(), "instance-status-")));
    const folder = {
        root,
        program: join(root, "program"),
        state: join(root, "state"),
        pulumiHome: join(root, "pulumi-home"),
        home: join(root, "home"),
    };
    for (const path of Object.values(folder)) {
        mkdirSync(path, { recursive: true });
    }
    mkdirSync(temporaryFilesOf(folder));
    return folder;
}

/**
 * Gives the program a node_modules in which this package is installed as a user would have it: a copy of what is
 * published, not a link into the repository, because modules resolve from where a file really is. The packages beside
 * it are linked one by one.
 */
export function installPackages(program: string): void {
    const from = join(REPOSITORY, "node_modules");
    const to = join(program, "node_modules");
    for (const name of packageNamesIn(from)) {
        if (name !== PACKAGE_NAME) {
            mkdirSync(dirname(join(to, name)), { recursive: true });
            symlinkSync(join(from, name), join(to, name), "dir");
        }
    }
    if (!existsSync(join(REPOSITORY, "dist"))) {
        throw new Error("There is no dist folder: run `npm run build` first.");
    }
    for (const published of ["package.json", "dist"]) {
        cpSync(join(REPOSITORY, published), join(to, PACKAGE_NAME, published), { recursive: true });
    }
}

/**
 * The whole environment of everything that runs in the folder. Nothing of the caller's own comes in except PATH, so
 * that neither the user's Pulumi login nor their cloud account can be met.
 */
export function environmentOf(folder: ProjectFolder, engine: Engine): Record<string, string> {
    return {
        // Node too, because the helper of the dynamic provider looks for it there.
        PATH: [engine.bin, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
        HOME: folder.home,
        TMPDIR: temporaryFilesOf(folder),
        PULUMI_HOME: folder.pulumiHome,
        PULUMI_BACKEND_URL: `file://${folder.state}`,
        PULUMI_CONFIG_PASSPHRASE: "",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
        // Types are checked by `npm run types`; checking them in every run would cost seconds.
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        // The Alibaba SDK's default credential chain must not leave the machine: no metadata address, no look-up of the
        // host name "undefined" (which is what it does without a URI), no profile of a developer. Port 9 refuses.
        ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
        ALIBABA_CLOUD_CREDENTIALS_URI: "http://127.0.0.1:9/",
        ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true",
        ALIBABA_CLOUD_CREDENTIALS_FILE: join(folder.home, "no-credentials"),
    };
}

function temporaryFilesOf({ root }: Pick<ProjectFolder, "root">): string {
    return join(root, "tmp");
}

function packageNamesIn(modules: string): string[] {
    return readdirSync(modules)
        .filter((name) => !name.startsWith("."))
        .flatMap((name) =>
            name.startsWith("@") ? readdirSync(join(modules, name)).map((scoped) => `${name}/${scoped}`) : [name],
        );
}
