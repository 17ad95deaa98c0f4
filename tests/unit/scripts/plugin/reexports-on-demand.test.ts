import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import { onDemand } from "../../../../scripts/plugin/reexports-on-demand";

const HEAD = '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n';

function reexport(name: string, file = name): string {
    return `var ${name}_1 = require("./${file}");\nObject.defineProperty(exports, "${name}", { enumerable: true, get: function () { return ${name}_1.${name}; } });\n`;
}

describe("re-exports on demand", () => {
    function load(source: string): { exports: Record<string, unknown>; required: string[] } {
        const required: string[] = [];
        const exports = {};
        const require = (path: string) => {
            required.push(path);
            return { [path.replace("./", "")]: `what ${path} exports` };
        };
        runInNewContext(source, { exports, require });
        return { exports, required };
    }

    it("require a file when what it exports is first asked for", () => {
        const { exports, required } = load(onDemand(HEAD + reexport("A") + reexport("B")));
        assert.deepEqual(required, []);
        assert.deepEqual(Object.keys(exports), ["A", "B"]);
        assert.equal(exports["B"], "what ./B exports");
        assert.deepEqual(required, ["./B"]);
    });

    it("are those of the official SDK, and no line of it is lost", () => {
        const client = require.resolve("@alicloud/ecs20140526");
        const source = readFileSync(join(dirname(client), "models/model.js"), "utf8");
        const names = [...source.matchAll(/^Object\.defineProperty\(exports, "(\w+)", \{ enumerable/gm)].map(
            ([, name]) => name,
        );
        assert.ok(names.length > 2_000);
        const { exports, required } = load(onDemand(source));
        assert.deepEqual(Object.keys(exports).sort(), names.sort());
        assert.deepEqual(required, []);
    });

    for (const [what, line] of Object.entries({
        "code of another kind": "console.log(1);",
        "another name than that of the export":
            'Object.defineProperty(exports, "A", { enumerable: true, get: function () { return A_1.B; } });',
        "a file that was not required":
            'Object.defineProperty(exports, "C", { enumerable: true, get: function () { return C_1.C; } });',
    })) {
        it(`are refused for ${what}`, () => {
            assert.throws(() => onDemand(`${HEAD}${reexport("A")}${line}\n`), Error);
        });
    }

    it("are refused where there are none", () => {
        assert.throws(() => onDemand(HEAD), /no re-export/);
    });
});
