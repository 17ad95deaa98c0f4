import assert from "node:assert/strict";
import { checkGate } from "../../../../provider/gate/check-gate";

const ENV = { ALICLOUD_ACCESS_KEY: "made-up", ALICLOUD_SECRET_KEY: "made-up" };

/** Stands for a value that is not known yet; on the wire it is a string too. */
const UNKNOWN = "not known yet";

/** What is said of a gate with these arguments, and with this in the configuration. */
function complaints(skipWait?: string, args: object = { instanceIds: ["i-1"] }): string[] {
    const sources = { env: ENV, config: (key: string) => (key.endsWith(":skipWait") ? skipWait : undefined) };
    const log = { progress: () => undefined, info: () => undefined, warn: () => undefined };
    const news = { regionId: "cn-hangzhou", ...args };
    const isUnknown = (value: unknown): boolean => value === UNKNOWN;
    return checkGate({}, news, { sources, log, isUnknown }).errors.map(({ message }) => message);
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

    for (const selector of [
        UNKNOWN,
        { tags: UNKNOWN },
        { tags: { role: UNKNOWN } },
        { vpcId: "vpc-1", tags: UNKNOWN },
        { vswitchId: UNKNOWN },
    ]) {
        it(`takes a selector that is not known in a preview: ${JSON.stringify(selector)}`, () => {
            assert.deepEqual(complaints(undefined, { selector }), []);
        });
    }
});
