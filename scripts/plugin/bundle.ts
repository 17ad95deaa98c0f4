import { build, type Metafile } from "esbuild";
import { join } from "node:path";
import { REPOSITORY } from "../engine/places";

/** The plugin as one CommonJS script that needs nothing but Node. */
interface Bundle {
    readonly script: string;
    /** The folders of the packages that the script contains. */
    readonly packages: readonly string[];
}

export async function bundlePlugin(): Promise<Bundle> {
    const { outputFiles, metafile, warnings } = await build({
        absWorkingDir: REPOSITORY,
        entryPoints: ["provider/cmd/pulumi-resource-alicloud-instance-status/main.ts"],
        outfile: "plugin.js",
        bundle: true,
        write: false,
        metafile: true,
        platform: "node",
        target: "node26",
        format: "cjs",
        minify: true,
        legalComments: "none",
        logLevel: "silent",
    });
    if (warnings.length > 0) {
        throw new Error(`esbuild warns: ${warnings.map(({ text }) => text).join("; ")}`);
    }
    return { script: outputFiles[0]?.text ?? "", packages: packagesIn(metafile) };
}

function packagesIn({ inputs }: Metafile): string[] {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
    const folders = new Set(Object.keys(inputs).flatMap((file) => folder.exec(file)?.[0] ?? []));
    return [...folders].sort().map((path) => join(REPOSITORY, path));
}
