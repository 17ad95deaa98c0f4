import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../engine/places";

/** All that an executable is made of; packages and their versions are in the lock file. */
const SOURCES = ["provider", "sdk/engine", "scripts/plugin", "package-lock.json", "tsconfig.json"];

/** Changes whenever another executable would come out. */
export function fingerprint(): string {
    const hash = createHash("sha256");
    for (const file of SOURCES.flatMap(filesIn)) {
        hash.update(file)
            .update("\0")
            .update(readFileSync(join(REPOSITORY, file)))
            .update("\0");
    }
    return hash.digest("hex");
}

function filesIn(path: string): string[] {
    if (statSync(join(REPOSITORY, path)).isFile()) {
        return [path];
    }
    return readdirSync(join(REPOSITORY, path))
        .sort()
        .flatMap((name) => filesIn(`${path}/${name}`));
}
