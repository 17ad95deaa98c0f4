import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { archive } from "../../../../scripts/plugin/archive";
import { withTemporaryFolder } from "../../../support/temporary-folder";

describe("an archive", () => {
    const files = [
        { name: "runs", content: Buffer.from("#!/bin/sh\n"), isExecutable: true },
        { name: "README.md", content: Buffer.alloc(1_000, "x") },
        { name: "empty", content: Buffer.alloc(0) },
        { name: "one-block", content: Buffer.alloc(512, "y") },
    ];

    it("is unpacked by tar to the files that went into it", async () => {
        await withTemporaryFolder((folder) => {
            writeFileSync(join(folder, "a.tar.gz"), archive(files));
            execFileSync("tar", ["-xzf", "a.tar.gz"], { cwd: folder });
            for (const { name, content, isExecutable = false } of files) {
                assert.deepEqual(readFileSync(join(folder, name)), content);
                assert.equal(statSync(join(folder, name)).mode & 0o777, isExecutable ? 0o755 : 0o644);
            }
            return Promise.resolve();
        });
    });

    it("is the same each time it is made", () => {
        assert.deepEqual(archive(files), archive(files));
    });
});
