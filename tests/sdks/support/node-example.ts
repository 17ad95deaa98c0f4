import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { REPOSITORY } from "../../../scripts/engine/places";
import { copyFolder } from "./sdk-files";

/** Copies the example, with a node_modules in which the SDK is installed as npm would. */
export function installNodeExample(sdk: string, program: string): void {
    copyFolder("examples/native/nodejs", program);
    const modules = join(REPOSITORY, "node_modules");
    const names = readdirSync(modules).filter((name) => !name.startsWith("."));
    for (const name of names) {
        const link = join(program, "node_modules", name);
        mkdirSync(dirname(link), { recursive: true });
        symlinkSync(join(modules, name), link, "dir");
    }
    // a copy, because modules resolve from where a file really is
    cpSync(sdk, join(program, "node_modules", "pulumi-alicloud-instance-status-native"), { recursive: true });
}
