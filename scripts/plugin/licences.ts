import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NODE_VERSION } from "./platforms";

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)/i;

/** What the licences of all that is inside the executable ask for: that they go with it. */
export function licences(packages: readonly string[], ofNode: string): string {
    const ours = packages.map((folder) => {
        const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
            name: string;
            version: string;
            license?: string;
        };
        const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file));
        const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim());
        return chapter(
            `${name} ${version}`,
            texts.length > 0 ? texts.join("\n\n") : `License: ${license ?? "none given"}`,
        );
    });
    const node = chapter(`Node.js ${NODE_VERSION}`, readFileSync(ofNode, "utf8").trim());
    return [...ours, node].join("\n");
}

function chapter(title: string, text: string): string {
    return `${"=".repeat(80)}\n${title}\n${"=".repeat(80)}\n\n${text}\n`;
}
