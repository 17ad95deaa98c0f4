import assert from "node:assert/strict";
import { stoppedClock, type Meeting } from "../support/meeting";
import type { Stranger } from "../support/stranger";

/** For clients that hand on how long a throttled caller is to wait. */
export function retryAfter(_: Stranger, meeting: Meeting): void {
    it(
        "is told how long the minute still takes when it is throttled",
        meeting(
            () => ({ quotaPerMinute: 1, retryAfterHeader: true, now: stoppedClock() }),
            async ({ ask }) => {
                await ask();
                const { error } = await ask();
                assert.deepEqual([error?.kind, error?.retryAfterMs], ["ThrottlingException", 30_000]);
            },
        ),
    );
}
