import { build as esbuild, type BuildOptions, type Metafile, type Plugin } from "esbuild";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { REPOSITORY } from "../engine/places";
import { reexportsOnDemand } from "./reexports-on-demand";

const MAIN = "provider/cmd/pulumi-resource-alicloud-instance-status/main.ts";

/** The plugin as two scripts; each is an expression that evaluates to a function with the parameters of a module. */
export interface Bundle {
    /** What runs at the start. */
    readonly start: string;
    /** What is loaded at the first request, by far the most of it: exports a `require` for its packages. */
    readonly later: string;
    /** The folders of all packages that are in them. */
    readonly packages: readonly string[];
}

const OPTIONS = {
    absWorkingDir: REPOSITORY,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    minify: true,
    legalComments: "none",
    logLevel: "silent",
    banner: { js: "(function (require, module, exports, __filename, __dirname) {" },
    footer: { js: "})" },
} as const satisfies BuildOptions;

/** Makes scripts of the sources and of all packages that they need. */
export async function bundle(): Promise<Bundle> {
    const later = new Set<string>();
    const start = await esbuild({
        ...OPTIONS,
        entryPoints: [MAIN],
        outfile: "start.js",
        plugins: [leaveOutWhatIsRequired(later)],
    });
    const names = [...later].sort();
    const rest = await esbuild({
        ...OPTIONS,
        stdin: { contents: requireOf(names), resolveDir: REPOSITORY, sourcefile: "later.js" },
        outfile: "later.js",
        plugins: [reexportsOnDemand],
    });
    for (const { warnings } of [start, rest]) {
        if (warnings.length > 0) {
            throw new Error(`esbuild warns: ${warnings.map(({ text }) => text).join("; ")}`);
        }
    }
    const [ofStart, ofRest] = [packagesIn(start.metafile), packagesIn(rest.metafile)];
    const twice = [...ofStart].filter((name) => ofRest.has(name));
    if (twice.length > 0) {
        // each would keep a state of its own
        throw new Error(`In both scripts: ${twice.join(", ")}.`);
    }
    return {
        start: scriptOf(start.outputFiles),
        later: scriptOf(rest.outputFiles),
        packages: [...ofStart, ...ofRest].sort().map((folder) => join(REPOSITORY, folder)),
    };
}

/** Our own sources import what they need at once, and `require` what is loaded at the first request. */
function leaveOutWhatIsRequired(names: Set<string>): Plugin {
    return {
        name: "leave out what is required",
        setup(build) {
            build.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
                if (kind !== "require-call" || importer.includes("node_modules") || isBuiltin(path)) {
                    return undefined;
                }
                names.add(path);
                return { path, external: true };
            });
        },
    };
}

function requireOf(names: readonly string[]): string {
    const cases = names.map((name) => `case ${JSON.stringify(name)}: return require(${JSON.stringify(name)});`);
    return `module.exports = (name) => { switch (name) { ${cases.join(" ")} default: return require(name); } };`;
}

function scriptOf(files: readonly { text: string }[]): string {
    const text = (files[0]?.text ?? "").replace(/^#!.*\n/, "");
    // read byte by byte when the plugin starts, which is faster
    if (/[^\0-\x7f]/.test(text)) {
        throw new Error("There is a letter in a script that is not in ASCII.");
    }
    return text;
}

function packagesIn({ inputs }: Metafile): Set<string> {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
    return new Set(Object.keys(inputs).flatMap((file) => folder.exec(file)?.[0] ?? []));
}
