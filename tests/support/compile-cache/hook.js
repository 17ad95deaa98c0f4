"use strict";
// Loaded before anything else by the Node processes of an engine test: takes the packages in node_modules from code that
// V8 has compiled before. `@pulumi/pulumi` has 750 files, and to compile them is half of the CPU time of its import.
//
// Node 22 does this itself, see environment.ts. It is not for the product, and not for this package's own files.

const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");

const PACKAGES = path.resolve(__dirname, "../../../node_modules") + path.sep;
// V8 takes no code that was compiled with other flags, and `@pulumi/pulumi` sets this one while it is loaded.
v8.setFlagsFromString("--allow-natives-syntax");

const FILE = process.env.COMPILE_CACHE_FILE;
const compileAsUsual = Module.prototype._compile;

/** Path in node_modules → code. Read by the first process that loads a package. */
let compiled;
function codeOf(name) {
    compiled ??= fs.existsSync(FILE) ? v8.deserialize(fs.readFileSync(FILE)) : new Map();
    return compiled.get(name);
}

/** The scripts of this process, when its task is to write the file. */
const scripts = process.env.COMPILE_CACHE_WRITE === "true" ? new Map() : undefined;

Module.prototype._compile = function (content, filename, ...rest) {
    const name = filename.startsWith(PACKAGES) ? filename.slice(PACKAGES.length) : undefined;
    const cachedData = name === undefined ? undefined : codeOf(name);
    if (name === undefined || (cachedData === undefined && scripts === undefined)) {
        return compileAsUsual.call(this, content, filename, ...rest);
    }
    const script = new vm.Script(Module.wrap(content.replace(/^#!.*/, "")), {
        filename,
        cachedData,
        importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    scripts?.set(name, script);
    const { resolve, main, extensions, cache } = Module.createRequire(filename);
    const require = Object.assign((id) => this.require(id), { resolve, main, extensions, cache });
    return script.runInThisContext().call(this.exports, this.exports, require, this, filename, path.dirname(filename));
};

if (scripts !== undefined) {
    process.once("exit", () => {
        const code = [...scripts].map(([name, script]) => [name, script.createCachedData()]);
        fs.writeFileSync(FILE, v8.serialize(new Map(code)));
    });
}
