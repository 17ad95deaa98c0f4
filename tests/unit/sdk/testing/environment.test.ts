import assert from "node:assert/strict";

import { proxyExceptions } from "../../../../sdk/testing/environment";
import { setVariables } from "../../../support/wire";
import { withEmulator } from "./with-emulator";

describe("the exceptions from a proxy", () => {
    for (const [env, value] of [
        [{}, "127.0.0.1,localhost"],
        [{ NO_PROXY: "" }, "127.0.0.1,localhost"],
        [{ NO_PROXY: ".example.com" }, ".example.com,127.0.0.1,localhost"],
        [{ no_proxy: "a.example, b.example" }, "a.example,b.example,127.0.0.1,localhost"],
        [{ NO_PROXY: "a.example", no_proxy: "b.example,a.example" }, "a.example,b.example,127.0.0.1,localhost"],
        [{ NO_PROXY: "localhost" }, "localhost,127.0.0.1"],
        [{ NO_PROXY: "*" }, "*"],
        [{ NO_PROXY: "*", no_proxy: "*" }, "*"],
        [{ NO_PROXY: "a.example,*" }, "a.example,*,127.0.0.1,localhost"],
    ]) {
        it(`have this machine besides ${JSON.stringify(env)}, in both spellings`, () => {
            assert.deepEqual(proxyExceptions(env as NodeJS.ProcessEnv), { NO_PROXY: value, no_proxy: value });
        });
    }

    it(
        "are in the environment for clients, which names no proxy",
        withEmulator({}, (ecs) => {
            const giveBack = setVariables({ NO_PROXY: ".example.com", no_proxy: undefined });
            try {
                const { env } = ecs;
                assert.equal(env["NO_PROXY"], ".example.com,127.0.0.1,localhost");
                assert.equal(env["no_proxy"], ".example.com,127.0.0.1,localhost");
                const proxies = Object.keys(env).filter((name) => /^(https?|all)_proxy$/i.test(name));
                assert.deepEqual(proxies, []);
            } finally {
                giveBack();
            }
            return Promise.resolve();
        }),
    );
});
