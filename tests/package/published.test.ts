import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VERSION } from "../../provider/version";
import { CommandProcess } from "../support/command-process";

const ROOT = join(__dirname, "../..");
const NAME = "pulumi-alicloud-instance-status";

describe("the package as it is published", () => {
    let folder: string;
    let files: string[];
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "published-"));
        assert.ok(existsSync(join(ROOT, "dist/sdk/nodejs/index.js")), "`make build` comes first");
        const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
            cwd: ROOT,
            encoding: "utf8",
            stdio: ["ignore", "pipe", "ignore"],
        });
        const [archive] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
        files = archive.files.map(({ path }) => path);
        const home = join(folder, "node_modules", NAME);
        mkdirSync(home, { recursive: true });
        execFileSync("tar", ["-xzf", join(folder, archive.filename), "-C", home, "--strip-components=1"]);
        // what it depends on, as npm would install it beside it
        const { dependencies } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as {
            dependencies: Record<string, string>;
        };
        for (const dependency of new Set(Object.keys(dependencies).map((name) => name.replace(/\/.*/, "")))) {
            symlinkSync(join(ROOT, "node_modules", dependency), join(folder, "node_modules", dependency));
        }
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    function run(program: string): string {
        return execFileSync(process.execPath, ["-e", program], { cwd: folder, encoding: "utf8" });
    }

    it("holds what is compiled, the documents and the licence, and nothing else", () => {
        const others = files.filter((file) => !/^dist\/(?:provider|sdk)\/.*\.(?:js|d\.ts)$/.test(file));
        assert.deepEqual(others.filter((file) => !/^docs\/.*\.md$/.test(file)).sort(), [
            "CHANGELOG.md",
            "LICENSE",
            "README.md",
            "package.json",
        ]);
    });

    it("can be required by every path that it exports", () => {
        const program = `for (const path of ["", "/provider", "/testing", "/package.json"]) console.log(Object.keys(require("${NAME}" + path)).length > 0)`;
        assert.deepEqual(run(program).trim().split("\n"), ["true", "true", "true", "true"]);
    });

    it("can be imported from an ES module, with its names", () => {
        const program = `import("${NAME}").then(({ InstanceStatusGate, getInstanceStatus }) => console.log(typeof InstanceStatusGate, typeof getInstanceStatus))`;
        assert.equal(run(program).trim(), "function function");
    });

    it("lets nothing be required that it does not export", () => {
        assert.match(
            run(`try { require("${NAME}/dist/provider/index.js") } catch (error) { console.log(error.code) }`),
            /ERR_PACKAGE_PATH_NOT_EXPORTED/,
        );
    });

    it("starts the emulator by the command's name, as npm links it", async () => {
        execFileSync("npm", ["rebuild", "--ignore-scripts", "--offline", NAME], { cwd: folder, stdio: "ignore" });
        const command = join(folder, "node_modules/.bin/alicloud-ecs-emulator");
        const emulator = new CommandProcess(command, ["--instance", "i-1=Stopped"], folder);
        try {
            const [, url = ""] = await emulator.wrote(/curl '(.*)'\n/);
            assert.match(await (await fetch(url)).text(), /"InstanceId":"i-1","Status":"Stopped"/);
            await emulator.wrote(/Z {2}200 {2}cn-hangzhou {2}all instances\n/);
        } finally {
            emulator.signal("SIGTERM");
        }
        assert.deepEqual(await emulator.exited, { code: 0, signal: null });
        assert.equal(execFileSync(command, ["--version"], { encoding: "utf8" }).trim(), VERSION);
    });

    it("asks for no plugin, which it does not have", () => {
        assert.equal(run(`console.log(require("${NAME}/package.json").pulumi)`).trim(), "undefined");
    });

    it("shows a program no type of the cloud SDK", () => {
        const program = `import * as status from "${NAME}"; import { EcsEmulator } from "${NAME}/testing"; export { status, EcsEmulator };`;
        writeFileSync(join(folder, "program.ts"), program);
        symlinkSync(join(ROOT, "node_modules/@types"), join(folder, "node_modules/@types"));
        const options = [
            "--noEmit",
            "--skipLibCheck",
            "--listFiles",
            "--module",
            "nodenext",
            "--target",
            "es2022",
            "--types",
            "node",
        ];
        const read = execFileSync(
            process.execPath,
            [join(ROOT, "node_modules/typescript/bin/tsc"), ...options, "program.ts"],
            {
                cwd: folder,
                encoding: "utf8",
            },
        );
        assert.match(read, /sdk\/nodejs\/index\.d\.ts/);
        assert.doesNotMatch(read, /@alicloud/);
    });

    it("has types for tests that the TypeScript which Pulumi brings for programs can parse", () => {
        const program = `
            import { EcsEmulator, EmulatedInstance, Fault, FaultKind } from "${NAME}/testing";
            const kind: FaultKind = "reset";
            const fault: Fault = { kind, times: 2 };
            const instance: EmulatedInstance = { instanceId: "i-1", script: [["Pending", "2s"], ["Running"]] };
            export async function test(): Promise<number> {
                const ecs = await EcsEmulator.start({ instances: [instance] });
                ecs.fault(fault);
                return ecs.requests[0].httpStatus;
            }`;
        writeFileSync(join(folder, "emulator.ts"), program);
        const typescript = join(ROOT, "node_modules/@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js");
        const check = `
            const ts = require(${JSON.stringify(typescript)});
            const options = { noEmit: true, strict: true, target: ts.ScriptTarget.ES2019, moduleResolution: ts.ModuleResolutionKind.NodeJs, types: [] };
            const found = ts.getPreEmitDiagnostics(ts.createProgram(["emulator.ts"], options));
            console.log(found.map(({ file, messageText }) => [file && file.fileName, ts.flattenDiagnosticMessageText(messageText, " ")].join(": ")).join("\\n"));`;
        assert.equal(run(check).trim(), "");
    });
});
