import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import Module from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { instanceStatusGateTrampoline } from "../../../sdk/dynamic/trampoline";

/**
 * What the state of every gate holds, and will hold for years: a change of this file is a change of every user's state,
 * and shows as an update of every gate.
 */
const PINNED = readFileSync(join(__dirname, "../../fixtures/trampoline-instance-status-gate.txt"), "utf8");
const COMPILED = join(__dirname, "../../../dist/sdk/dynamic/trampoline.js");

type Trampoline = typeof instanceStatusGateTrampoline;

/** The text as the SDK makes it of a dynamic resource's provider. */
async function textOf(provider: Trampoline): Promise<string> {
    const { text, containsSecrets } = await pulumi.runtime.serializeFunction(() => provider, { allowSecrets: true });
    assert.equal(containsSecrets, false);
    return text;
}

/** Runs the pinned text as the engine's dynamic provider does, where the package can, or cannot, be found. */
function load(text: string, packageInState: Record<string, unknown> | undefined): Trampoline {
    const module = { exports: {} as { handler?: () => Trampoline } };
    const require = (path: string): unknown => {
        assert.equal(path, "pulumi-alicloud-instance-status/provider");
        if (packageInState === undefined) {
            throw new Error(`Cannot find module '${path}'`);
        }
        return packageInState;
    };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- what the engine does
    new Function("exports", "require", text)(module.exports, require);
    return module.exports.handler!();
}

describe("the code in the state", () => {
    it("is the pinned text, made from the source", async () => {
        assert.equal(await textOf(instanceStatusGateTrampoline), PINNED);
    });

    it("is the same text made from the compiled package, where there is one", async function () {
        if (!existsSync(COMPILED)) {
            this.skip();
        }
        const compiled = Module.createRequire(__filename)(COMPILED) as { instanceStatusGateTrampoline: Trampoline };
        assert.equal(await textOf(compiled.instanceStatusGateTrampoline), PINNED);
    });

    it("names no file of the machine that it was made on, and no version", () => {
        assert.doesNotMatch(PINNED, /node_modules|[/\\]sdk[/\\]|dist|\d+\.\d+\.\d+|\.[jt]s\b/);
        assert.deepEqual(
            [...new Set(PINNED.match(/require\([^)]*\)/g))],
            ['require("pulumi-alicloud-instance-status/provider")'],
        );
    });

    it("hands every operation to the package, with all that it is given", () => {
        const called: unknown[] = [];
        const note =
            (name: string) =>
            (...args: unknown[]): unknown => {
                called.push([name, ...args]);
                return name;
            };
        const names = ["check", "diff", "create", "read", "update"] as const;
        const instanceStatusGate = Object.fromEntries(names.map((name) => [name, note(name)]));
        const loaded = load(PINNED, { instanceStatusGate }) as unknown as Record<
            string,
            (...args: unknown[]) => unknown
        >;
        assert.equal(loaded["check"]!("olds", "news"), "check");
        assert.equal(loaded["diff"]!("id", "olds", "news"), "diff");
        assert.equal(loaded["create"]!("inputs"), "create");
        assert.equal(loaded["read"]!("id", "props"), "read");
        assert.equal(loaded["update"]!("id", "olds", "news"), "update");
        assert.deepEqual(called, [
            ["check", "olds", "news"],
            ["diff", "id", "olds", "news"],
            ["create", "inputs"],
            ["read", "id", "props"],
            ["update", "id", "olds", "news"],
        ]);
    });

    it("deletes and configures after the package was uninstalled", async () => {
        const loaded = load(PINNED, undefined);
        const config = { get: () => "cn-hangzhou" };
        const key = "pulumi-alicloud-instance-status.config";
        const kept = Reflect.get(globalThis, key) as unknown;
        try {
            assert.equal(await loaded.configure({ config }), undefined);
            assert.equal(Reflect.get(globalThis, key), config);
            assert.equal(await loaded.delete(), undefined);
        } finally {
            Reflect.set(globalThis, key, kept);
        }
    });

    it("fails plainly in all else then", () => {
        const loaded = load(PINNED, undefined);
        assert.throws(
            () => loaded.create({}) as unknown,
            /Cannot find module 'pulumi-alicloud-instance-status\/provider'/,
        );
    });
});
