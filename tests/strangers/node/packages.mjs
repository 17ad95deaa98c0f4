import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";

/** The packages lie in the cache, in the working directory, and not beside this file. */
export const requirePackage = createRequire(join(process.cwd(), "package.json"));
