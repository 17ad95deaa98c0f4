import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bundle } from "./bundle";
import { rehearse } from "./rehearse";
import { runtimeScript } from "./runtime-script";

/** What V8 has compiled of each script. */
export interface CodeCaches {
    readonly start: Buffer;
    readonly later: Buffer;
}

/** Cannot be made for another platform: what is compiled is only good for the processor and the Node that did it. */
export const NO_CODE_CACHES: CodeCaches = { start: Buffer.alloc(0), later: Buffer.alloc(0) };

/** Lets a Node run the plugin once and write down what it has compiled, in an empty folder. */
export async function recordCodeCaches(node: string, { start, later }: Bundle, folder: string): Promise<CodeCaches> {
    await writeFile(join(folder, "start.js"), start);
    await writeFile(join(folder, "later.js"), later);
    const recorder = join(folder, "recorder.js");
    await writeFile(recorder, await runtimeScript("recorder"));
    await rehearse(node, [recorder, folder], (plugin) => plugin.process.send("write them down"));
    return { start: await readFile(join(folder, "start.cache")), later: await readFile(join(folder, "later.cache")) };
}
