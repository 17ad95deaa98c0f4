import { getRawAsset } from "node:sea";
import { runScripts } from "./run-scripts";

/*
 * The main script of the executable. The scripts of the plugin lie beside it in the executable, each with what V8 has
 * compiled of it: Node's own code cache would only hold the outermost functions, and cover one script alone.
 */

const asset = (name: string): Buffer => Buffer.from(getRawAsset(name) as ArrayBuffer);

runScripts((name) => {
    const codeCache = asset(`${name}.cache`);
    return {
        text: asset(`${name}.js`).toString("latin1"),
        // empty where the executable was made on another platform
        codeCache: codeCache.length > 0 ? codeCache : undefined,
    };
}, require);
