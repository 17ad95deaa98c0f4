import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../../provider/version";
import { SET_UP_TIMEOUT_MS } from "../support/set-up-timeout";
import { askForPackages, type JavaSdk, prepareJavaSdk } from "./support/java-sdk";

describe("the Java SDK", function () {
    this.timeout(SET_UP_TIMEOUT_MS);
    let java: JavaSdk;
    before(async () => {
        java = await prepareJavaSdk();
    });

    it("compiles with Maven, and so does the example that uses it", () => {
        const artifact = `com/pulumi/alicloud-instance-status/${VERSION}/alicloud-instance-status-${VERSION}.jar`;
        assert.ok(existsSync(join(java.repository, artifact)));
        assert.ok(existsSync(join(java.example, "target/classes/quickstart/App.class")));
    });

    it("tells the language host which plugin it needs", async () => {
        assert.deepEqual(await askForPackages(java.example, java.repository), [
            { resource: true, name: "alicloud-instance-status", version: VERSION },
        ]);
    });
});
