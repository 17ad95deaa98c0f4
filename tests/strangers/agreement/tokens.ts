import assert from "node:assert/strict";
import { KEY, type Meeting } from "../support/meeting";
import type { Stranger } from "../support/stranger";

const TOKEN = "made-up-token/+= *~";

/** Temporary keys. */
export function tokens(_: Stranger, meeting: Meeting): void {
    it(
        "is let in with the token of a temporary key",
        meeting({ securityToken: TOKEN, instances: [{ instanceId: "i-1" }] }, async ({ ask }) =>
            assert.deepEqual((await ask()).answer?.rows, [["i-1", "Running"]]),
        ),
    );

    for (const [what, securityToken, code] of [
        ["without the token", undefined, "MissingSecurityToken"],
        ["with another token", "another", "InvalidSecurityToken.MismatchWithAccessKey"],
    ] as const) {
        it(
            `is refused with a temporary key ${what}`,
            meeting({ securityToken: TOKEN }, async ({ ask }) => {
                const { error } = await ask({}, { ...KEY, securityToken });
                assert.deepEqual([error?.code, error?.httpStatus], [code, 400]);
            }),
        );
    }
}
