import assert from "node:assert/strict";
import { checkGate } from "../../../../provider/gate/check-gate";

const ENV = { ALICLOUD_ACCESS_KEY: "made-up", ALICLOUD_SECRET_KEY: "made-up" };

/** What is said of a gate whose arguments are right, with this in the configuration. */
function complaints(skipWait: string | undefined): string[] {
    const sources = { env: ENV, config: (key: string) => (key.endsWith(":skipWait") ? skipWait : undefined) };
    const log = { progress: () => undefined, info: () => undefined, warn: () => undefined };
    const news = { instanceIds: ["i-1"], regionId: "cn-hangzhou" };
    return checkGate({}, news, { sources, log, isUnknown: () => false }).errors.map(({ message }) => message);
}

describe("checkGate", () => {
    for (const value of [undefined, "", "true", "false"]) {
        it(`takes ${JSON.stringify(value)} for skipWait`, () => {
            assert.deepEqual(complaints(value), []);
        });
    }

    for (const value of ["yes", "1", "TRUE", "maybe"]) {
        it(`refuses "${value}" for skipWait: in an emergency it must not be passed over`, () => {
            assert.deepEqual(complaints(value), [
                `\`alicloud-instance-status:skipWait\` must be true or false, got "${value}" (string)`,
            ]);
        });
    }
});
