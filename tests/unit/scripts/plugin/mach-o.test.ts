import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { removeMachOSignature } from "../../../../scripts/plugin/mach-o/remove-mach-o-signature";
import { signAdHoc } from "../../../../scripts/plugin/mach-o/sign-ad-hoc";
import { goEnvironment } from "../../../../scripts/prepare/go-program";
import { runCommand } from "../../../../scripts/prepare/run-command";
import { readMachOSignature } from "../../../support/mach-o-signature";
import { withTemporaryFolder } from "../../../support/temporary-folder";

const ADHOC_LINKER_SIGNED = 0x20002;
const PAGE_SIZE = 4_096;

/** Go signs what it links for a Mac: a real executable, with a signature that is known to hold there. */
async function linkForMac(processor: string): Promise<Buffer> {
    return withTemporaryFolder(async (folder) => {
        writeFileSync(join(folder, "main.go"), "package main\n\nfunc main() { println(1) }\n");
        const env = { ...goEnvironment(), GOOS: "darwin", GOARCH: processor };
        const hint = "This test needs Go: https://go.dev/doc/install";
        await runCommand("go", ["build", "-o", "program", "main.go"], { cwd: folder, env, hint });
        return readFileSync(join(folder, "program"));
    });
}

/** The name and the pages, and nothing that was changed. */
function expectSound(file: Buffer, identifier: string): void {
    const { changedPages, ...signature } = readMachOSignature(file);
    assert.deepEqual(changedPages, []);
    assert.equal(signature.identifier, identifier);
    assert.equal(signature.flags, ADHOC_LINKER_SIGNED);
}

describe("an executable for macOS", function () {
    this.timeout(300_000); // Go compiles its own library, once

    let linked: Buffer;
    before(async () => {
        linked = await linkForMac("arm64");
    });

    it("is signed by Go so that a changed page is found", () => {
        expectSound(linked, "a.out");
        const changed = Buffer.from(linked);
        changed.write("changed", 3 * PAGE_SIZE + 5);
        assert.deepEqual(readMachOSignature(changed).changedPages, [3]);
    });

    it("has no signature when it was removed", () => {
        const bare = removeMachOSignature(linked);
        assert.throws(() => readMachOSignature(bare), /no signature/);
        assert.deepEqual(removeMachOSignature(bare), bare);
    });

    it("is signed byte for byte as Go signs it", () => {
        const signed = signAdHoc(removeMachOSignature(linked), "a.out");
        expectSound(signed, "a.out");
        assert.equal(signed.length, linked.length);
        const differences = signed.reduce<number[]>(
            (places, byte, at) => (byte === linked[at] ? places : [...places, at]),
            [],
        );
        // but for the size in memory of the last segment, which Go does not round up to pages, and the checksum over it
        const ofChecksums = differences.filter((at) => at >= PAGE_SIZE);
        assert.ok(differences.length - ofChecksums.length <= 8);
        assert.ok((ofChecksums.at(-1) ?? 0) - (ofChecksums[0] ?? 0) < 32);
    });

    it("is signed with a name of its own, on arm64 and on x64", async () => {
        for (const file of [linked, await linkForMac("amd64")]) {
            expectSound(signAdHoc(removeMachOSignature(file), "a-name-that-is-longer"), "a-name-that-is-longer");
        }
    });

    it("is not signed twice", () => {
        assert.throws(() => signAdHoc(linked, "a.out"), /a signature already/);
    });

    it("is nothing else", () => {
        assert.throws(() => removeMachOSignature(Buffer.alloc(PAGE_SIZE)), /no 64-bit/);
    });
});
