import { join } from "node:path";
import { REPOSITORY } from "../engine/places";
import { type Files, runGenerators } from "./generators";
import { goModule } from "./go-module";
import { javaBuild } from "./java-build";
import { readmeOf, type SdkFolder } from "./readmes";

export const SCHEMA = join(REPOSITORY, "provider/cmd/pulumi-resource-alicloud-instance-status/schema.json");

interface Sdk {
    /** In `sdk/`. `sdk/nodejs` is the package without a plugin, which is written by hand. */
    readonly folder: SdkFolder;
    /** Its name among the generators. */
    readonly language: string;
    /** What the generator leaves out. */
    readonly more: () => Record<string, string>;
}

export const SDKS: readonly Sdk[] = [
    { folder: "nodejs-native", language: "nodejs", more: () => ({}) },
    { folder: "python", language: "python", more: () => ({}) },
    { folder: "go", language: "go", more: goModule },
    { folder: "java", language: "java", more: javaBuild },
    { folder: "dotnet", language: "dotnet", more: () => ({}) },
];

/** The SDKs of the native provider: folder in `sdk/` → what belongs in it. Nothing is written. */
export async function generateSdks(schema: string = SCHEMA): Promise<Map<SdkFolder, Files>> {
    const generated = await runGenerators(schema);
    return new Map(
        SDKS.map(({ folder, language, more }) => {
            const files: Files = new Map(generated.get(language));
            for (const [path, text] of Object.entries({ "README.md": readmeOf(folder), ...more() })) {
                files.set(path, Buffer.from(text));
            }
            return [folder, files];
        }),
    );
}
