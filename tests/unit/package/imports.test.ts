import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(__dirname, "../../..");

/** Runs a script in a process of its own, in the root, with a clean environment, and returns what it prints as JSON. */
async function run(script: string): Promise<string[]> {
    const { stdout } = await promisify(execFile)(
        process.execPath,
        ["-r", "ts-node/register/transpile-only", "-e", `${script}\n;`],
        { cwd: ROOT, env: { PATH: process.env["PATH"] } },
    );
    return JSON.parse(stdout) as string[];
}

/** Prints the modules that are loaded by then, as paths with forward slashes. */
const PRINT_MODULES = `console.log(JSON.stringify(Object.keys(require.cache).map((file) => file.replaceAll("\\\\", "/"))));`;

function assertWithoutCloudSdk(modules: string[]): void {
    assert.ok(modules.some((file) => file.endsWith("/sdk/nodejs/index.ts")));
    assert.deepEqual(
        modules.filter((file) => file.includes("/@alicloud/") || file.includes("/@darabonba/")),
        [],
    );
}

describe("a program that imports the package", () => {
    it("does not load the cloud SDK, nor the core, nor the emulator", async () => {
        const modules = await run(`require("./sdk/nodejs/index.ts"); ${PRINT_MODULES}`);
        assertWithoutCloudSdk(modules);
        assert.deepEqual(
            modules.filter((file) =>
                /\/provider\/(?:ecs|wait|gate|functions)\/|\/sdk\/(?:testing|engine)\//.test(file),
            ),
            [],
        );
    });

    it("does not load the cloud SDK for declaring a gate and a Provider", async () => {
        const modules = await run(`
            const pulumi = require("@pulumi/pulumi");
            const { InstanceStatusGate, Provider } = require("./sdk/nodejs/index.ts");
            (async () => {
                await pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) });
                const provider = new Provider("prod", { region: "cn-hangzhou" });
                const gate = new InstanceStatusGate("gate", { instanceIds: ["i-1"] }, { provider });
                gate.urn.apply(() => { ${PRINT_MODULES} });
            })();`);
        assertWithoutCloudSdk(modules);
    });

    it("does not load the cloud SDK for arguments that are refused", async () => {
        const modules = await run(`
            const { getInstanceStatuses } = require("./sdk/nodejs/index.ts");
            getInstanceStatuses({ regionId: "cn-hangzhou", instanceIds: [] }).catch(() => { ${PRINT_MODULES} });`);
        assertWithoutCloudSdk(modules);
    });
});

describe("the provider's side", () => {
    it("does not load the cloud SDK before the first request", async () => {
        const modules = await run(`
            const { instanceStatusGate } = require("./sdk/dynamic/index.ts");
            instanceStatusGate.check({}, { regionId: "cn-hangzhou", instanceIds: ["i-1"] }).then(() => { ${PRINT_MODULES} });`);
        assert.ok(modules.some((file) => file.endsWith("/provider/gate/check-gate.ts")));
        assert.deepEqual(
            modules.filter((file) => file.includes("/@alicloud/")),
            [],
        );
    });
});

/** Names that programs, states and tests of users rely on: there may be more one day, never fewer. */
const EXPORTS: Record<string, readonly string[]> = {
    "./sdk/nodejs/index.ts": [
        "EcsApiError",
        "InstanceStatusError",
        "InstanceStatusGate",
        "InvalidArgumentError",
        "NotEnoughInstancesError",
        "Provider",
        "UnexpectedStatusError",
        "WaitAbortedError",
        "WaitError",
        "WaitTimeoutError",
        "getInstanceStatus",
        "getInstanceStatusOutput",
        "getInstanceStatuses",
        "getInstanceStatusesOutput",
        "waitForInstanceStatus",
    ],
    "./sdk/dynamic/index.ts": ["instanceStatusGate"],
    "./sdk/testing/index.ts": ["EcsEmulator"],
};

describe("the names that the package exports", () => {
    for (const [file, names] of Object.entries(EXPORTS)) {
        it(`are still there in ${file}`, async () => {
            const exported = await run(`console.log(JSON.stringify(Object.keys(require("${file}"))));`);
            assert.deepEqual(
                names.filter((name) => !exported.includes(name)),
                [],
            );
        });
    }
});
