import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Engine } from "./find-engine";
import { REPOSITORY } from "./places";

const PACKAGE_NAME = "pulumi-alicloud-instance-status";

/** The folders of a Pulumi project of a test or of the demo. Its runs write nowhere else. */
export interface ProjectFolder {
    /** The parent of the others. It is unique and tells which processes belong to the project. */
    root: string;
    /** The project itself: Pulumi.yaml, program, node_modules. */
    program: string;
    /** The file backend. */
    state: string;
    /** PULUMI_HOME: credentials, plugins, logs. */
    pulumiHome: string;
    /** HOME of all processes. */
    home: string;
    /** TMPDIR of all processes. */
    temporary: string;
}

export function createProjectFolder(): ProjectFolder {
    // Without links, because processes report their folders so, and the temporary folder is a link on some systems.
    const root = realpathSync(mkdtempSync(join(tmpdir(), "instance-status-")));
    const folder = {
        root,
        program: join(root, "program"),
        state: join(root, "state"),
        pulumiHome: join(root, "pulumi-home"),
        home: join(root, "home"),
        temporary: join(root, "tmp"),
    };
    for (const path of Object.values(folder)) {
        mkdirSync(path, { recursive: true });
    }
    return folder;
}

/**
 * Gives the program a node_modules with this package as a user would have it: a copy of the published files. A link would
 * not do, because modules resolve from their real path. The other packages are links.
 */
export function installPackages(program: string): void {
    if (!existsSync(join(REPOSITORY, "dist"))) {
        throw new Error("There is no dist folder: run `npm run build` first.");
    }
    const from = join(REPOSITORY, "node_modules");
    const to = join(program, "node_modules");
    for (const name of packageNamesIn(from)) {
        if (name !== PACKAGE_NAME) {
            mkdirSync(dirname(join(to, name)), { recursive: true });
            symlinkSync(join(from, name), join(to, name), "dir");
        }
    }
    for (const published of ["package.json", "dist"]) {
        cpSync(join(REPOSITORY, published), join(to, PACKAGE_NAME, published), { recursive: true });
    }
}

/**
 * The whole environment of all processes in the folder. Only PATH comes from the caller, so no run can reach the user's
 * Pulumi login or cloud account.
 */
export function environmentOf(folder: ProjectFolder, engine: Engine): Record<string, string> {
    return {
        // The plugin of dynamic resources looks for Node on PATH.
        PATH: [engine.bin, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
        HOME: folder.home,
        TMPDIR: folder.temporary,
        PULUMI_HOME: folder.pulumiHome,
        PULUMI_BACKEND_URL: `file://${folder.state}`,
        PULUMI_CONFIG_PASSPHRASE: "",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
        // `npm run types` checks types. In each run that would take seconds.
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        // The default credential chain of the Alibaba SDK must not leave the machine: no metadata address, no profile,
        // and a credentials URI that refuses (without one, the SDK looks up the host name "undefined").
        ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
        ALIBABA_CLOUD_CREDENTIALS_URI: "http://127.0.0.1:9/",
        ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true",
        ALIBABA_CLOUD_CREDENTIALS_FILE: join(folder.home, "no-credentials"),
    };
}

function packageNamesIn(modules: string): string[] {
    return readdirSync(modules)
        .filter((name) => !name.startsWith("."))
        .flatMap((name) =>
            name.startsWith("@") ? readdirSync(join(modules, name)).map((scoped) => `${name}/${scoped}`) : [name],
        );
}
