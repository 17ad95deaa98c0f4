import { isBuiltin } from "node:module";
import { debuglog } from "node:util";
import { Script } from "node:vm";

/** One of the two scripts of the plugin. */
export type ScriptName = "start" | "later";

export interface ScriptSource {
    readonly text: string;
    /** What V8 has compiled of it before; where it does not fit, V8 compiles again. */
    readonly codeCache?: Buffer | undefined;
}

type Require = (name: string) => unknown;
type ModuleFunction = (
    require: Require,
    module: { exports: unknown },
    exports: unknown,
    filename: string,
    dirname: string,
) => void;

/** Written to stderr when NODE_DEBUG is `plugin`. */
const debug = debuglog("plugin");

/**
 * Runs the start script; the other one as soon as a package is asked for that is in it.
 *
 * @returns the scripts that run by now
 */
export function runScripts(read: (name: ScriptName) => ScriptSource, builtin: Require): Map<ScriptName, Script> {
    const scripts = new Map<ScriptName, Script>();
    const execute = (name: ScriptName, require: Require): unknown => {
        const { text, codeCache } = read(name);
        const script = new Script(text, { filename: `${name}.js`, cachedData: codeCache });
        debug(`${name}: code cache ${script.cachedDataRejected === false ? "" : "not "}used`);
        scripts.set(name, script);
        const module = { exports: {} };
        (script.runInThisContext() as ModuleFunction)(require, module, module.exports, `${name}.js`, ".");
        return module.exports;
    };
    let later: Require | undefined;
    execute("start", (name) => {
        if (isBuiltin(name)) {
            return builtin(name);
        }
        later ??= execute("later", builtin) as Require;
        return later(name);
    });
    return scripts;
}
