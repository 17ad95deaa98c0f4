import { join } from "node:path";
import { REPOSITORY } from "../engine/places";
import { additionsTo, READMES, type SdkFolder } from "./additions";
import { type Files, runGenerators } from "./generators";

export const SCHEMA = join(REPOSITORY, "provider/cmd/pulumi-resource-alicloud-instance-status/schema.json");
export const SDK_FOLDERS = Object.keys(READMES) as SdkFolder[];

/** Generates the SDKs of the native provider: folder in `sdk` → its files. Writes nothing. */
export async function generateSdks(schema: string = SCHEMA): Promise<Map<SdkFolder, Files>> {
    const generated = await runGenerators(schema);
    return new Map(
        SDK_FOLDERS.map((folder) => {
            const files: Files = new Map(generated.get(folder === "nodejs-native" ? "nodejs" : folder));
            for (const [path, text] of Object.entries(additionsTo(folder))) {
                files.set(path, Buffer.from(text));
            }
            return [folder, files];
        }),
    );
}
