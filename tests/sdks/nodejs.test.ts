import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../../scripts/engine/places";
import { runCommand } from "../../scripts/prepare/run-command";
import { compileTypeScript } from "../../scripts/sdks/build-node-sdk";
import { VERSION } from "../../provider/version";
import { SET_UP_TIMEOUT_MS } from "../support/set-up-timeout";
import { withTemporaryFolder } from "../support/temporary-folder";
import { installNodeExample } from "./support/node-example";
import { prepareNodeSdk } from "./support/node-sdk";

const NAME = "pulumi-alicloud-instance-status-native";

describe("the Node.js SDK", function () {
    this.timeout(SET_UP_TIMEOUT_MS);
    let sdk: string;
    before(async () => {
        sdk = await prepareNodeSdk();
    });

    it("is a package of its own, and names the plugin that it needs", () => {
        const described = JSON.parse(readFileSync(join(sdk, "package.json"), "utf8")) as Record<string, unknown>;
        assert.equal(described["name"], NAME);
        assert.equal(described["version"], VERSION);
        assert.deepEqual(described["pulumi"], { resource: true, name: "alicloud-instance-status", version: VERSION });
    });

    it("leaves the package without a plugin without one", () => {
        const described = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as Record<string, unknown>;
        assert.equal(described["pulumi"], undefined);
    });

    it("loads, and has both resources, both functions and the provider", async () => {
        const script = `console.log(JSON.stringify(Object.keys(require(${JSON.stringify(sdk)})).sort()))`;
        const env = { ...process.env, NODE_PATH: join(REPOSITORY, "node_modules") };
        const loaded = await runCommand(process.execPath, ["-e", script], { env, hint: "" });
        assert.deepEqual(JSON.parse(loaded), [
            "InstanceStatusGate",
            "InstanceStatuses",
            "Provider",
            "config",
            "getInstanceStatus",
            "getInstanceStatusOutput",
            "getInstanceStatuses",
            "getInstanceStatusesOutput",
            "types",
        ]);
    });

    it("is a package that npm installs, by `make sdk-nodejs`", () =>
        withTemporaryFolder(async (folder) => {
            const script = ["-r", "ts-node/register/transpile-only", "scripts/sdk-nodejs.ts", folder];
            await runCommand(process.execPath, script, { cwd: REPOSITORY, hint: "" });
            const installed = join(folder, "node_modules", NAME);
            mkdirSync(installed, { recursive: true });
            const tarball = join(folder, `${NAME}-${VERSION}.tgz`);
            // what npm does with it; what it depends on is in this repository already
            await runCommand("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"], { hint: "" });
            const found = require.resolve(NAME, { paths: [folder] });
            assert.match(found, new RegExp(`${NAME}/index\\.js$`));
        }));

    it("compiles the example", () =>
        withTemporaryFolder(async (folder) => {
            installNodeExample(sdk, folder);
            await compileTypeScript(join(folder, "tsconfig.json"), ["--noEmit", "--types", "node"]);
        }));
});
