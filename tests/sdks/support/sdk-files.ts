import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../../../scripts/engine/places";

/** The files of a folder of the repository, but what a build leaves there: sorted, from that folder. */
export function filesIn(folder: string): string[] {
    const ours = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
    const listed = execFileSync("git", ["-C", join(REPOSITORY, folder), ...ours], { encoding: "utf8" });
    return listed
        .split("\0")
        .filter((file) => file !== "")
        .sort();
}

/** The same as absolute paths: what is made of the folder changes with them. */
export function pathsIn(folder: string): string[] {
    return filesIn(folder).map((file) => join(REPOSITORY, folder, file));
}

/** Copies them, because a build writes beside its sources. */
export function copyFolder(folder: string, to: string): void {
    for (const file of filesIn(folder)) {
        cpSync(join(REPOSITORY, folder, file), join(to, file), { recursive: true });
    }
}
