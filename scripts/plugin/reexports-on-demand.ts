import type { Plugin } from "esbuild";
import { readFile } from "node:fs/promises";

/** The file of the official SDK that requires a file for each of its 2,000 models, of which this package needs three. */
const MODELS = /[\\/]@alicloud[\\/]ecs20140526[\\/]dist[\\/]models[\\/]model\.js$/;

const REQUIRE = /^var (?<variable>\w+) = require\("(?<path>\.\/\w+)"\);$/;
const REEXPORT =
    /^Object\.defineProperty\(exports, "(?<name>\w+)", \{ enumerable: true, get: function \(\) \{ return (?<variable>\w+)\.\k<name>; \} \}\);$/;
const OTHER =
    /^(?:"use strict";|Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);|(?:exports\.\w+ = )+void 0;|\/\/# .*|)$/;

/** Lets each model of the SDK be loaded when it is first asked for; nothing else changes. */
export const reexportsOnDemand: Plugin = {
    name: "re-exports on demand",
    setup(build) {
        let found = false;
        build.onLoad({ filter: MODELS }, async ({ path }) => {
            found = true;
            return { contents: onDemand(await readFile(path, "utf8")), loader: "js" };
        });
        build.onEnd(() =>
            found ? undefined : { errors: [{ text: `The SDK has no file ${MODELS.source} any more.` }] },
        );
    },
};

/**
 * `var X_1 = require("./X")` goes, and the getter that returns `X_1.X` requires it itself.
 *
 * @throws Error when there is anything else in the file: a newer SDK has to be looked at
 */
export function onDemand(source: string): string {
    const paths = new Map<string, string>();
    const lines: string[] = [];
    for (const line of source.split("\n")) {
        const required = REQUIRE.exec(line)?.groups as { variable: string; path: string } | undefined;
        const reexported = REEXPORT.exec(line)?.groups as { variable: string } | undefined;
        if (required !== undefined) {
            paths.set(required.variable, required.path);
        } else if (reexported !== undefined) {
            const { variable } = reexported;
            const path = paths.get(variable);
            if (path === undefined) {
                throw new Error(`${variable} is not required before it is used.`);
            }
            lines.push(line.replace(`return ${variable}.`, `return require("${path}").`));
        } else if (OTHER.test(line)) {
            lines.push(line);
        } else {
            throw new Error(`Not a re-export: ${line}`);
        }
    }
    if (paths.size === 0) {
        throw new Error("There is no re-export.");
    }
    return lines.join("\n");
}
