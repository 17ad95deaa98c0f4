import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../../../provider/version";

describe("the version that requests name", () => {
    it("is that of the package", () => {
        const { version } = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8")) as {
            version: string;
        };
        assert.equal(VERSION, version);
    });
});
