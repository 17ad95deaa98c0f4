import { readFile, writeFile } from "node:fs/promises";
import { runCommand } from "../prepare/run-command";
import { signAdHoc } from "./mach-o/sign-ad-hoc";

const HINT = "codesign belongs to macOS.";
const IDENTIFIER = "pulumi-resource-alicloud-instance-status";

/** Signs an executable ad hoc: by Apple's own tool where it is, which is on every Mac, else in the same way. */
export async function signForMac(file: string): Promise<void> {
    if (process.platform === "darwin") {
        await runCommand("codesign", ["--sign", "-", "--force", "--identifier", IDENTIFIER, file], { hint: HINT });
        await runCommand("codesign", ["--verify", "--strict", file], { hint: HINT });
    } else {
        await writeFile(file, signAdHoc(await readFile(file), IDENTIFIER));
    }
}
