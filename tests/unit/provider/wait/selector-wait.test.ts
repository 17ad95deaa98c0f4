import assert from "node:assert/strict";
import { StatusPollers } from "../../../../provider/account/status-pollers";
import { WaitTimeoutError } from "../../../../provider/errors";
import { RateLimiter } from "../../../../provider/poll/pace/rate-limiter";
import type { WaitConditions } from "../../../../provider/domain/wait-conditions";
import type { WaitReport } from "../../../../provider/wait/wait-report";
import { waitForStatus } from "../../../../provider/wait/wait-for-status";
import { rowsOf, ScriptedEcsApi } from "../../../support/scripted-ecs-api";
import { waitFor } from "../../../support/virtual-world";

/** An ECS whose selectors find these instances, all of them Running. */
class Listed extends ScriptedEcsApi {
    readonly #ids: readonly string[];

    constructor(ids: readonly string[]) {
        super(() => new Error("no ids are asked for"));
        this.#ids = ids;
    }

    override describeInstances(): ReturnType<ScriptedEcsApi["describeInstances"]> {
        return Promise.resolve({ requestId: "request-1", rows: rowsOf(this.#ids) });
    }
}

/** Waits for one round. */
function waitOnce(
    ids: readonly string[],
    conditions: Partial<WaitConditions>,
    onProgress: (text: string) => void = () => undefined,
): Promise<WaitReport> {
    const { listings } = new StatusPollers(new Listed(ids), "cn-hangzhou", new RateLimiter(250));
    const request = waitFor([], { selector: { tags: { role: "web" } }, ...conditions }, { timeoutMs: 0 });
    return waitForStatus(request, listings, { onProgress: (_report, describe) => onProgress(describe()) });
}

describe("a wait with a selector that finds fewer than must be reached", () => {
    it("says how many instances are missing, in its progress and in its error", async () => {
        const progress: string[] = [];
        await assert.rejects(
            waitOnce(["i-1", "i-2", "i-3"], { minReached: 5 }, (text) => progress.push(text)),
            (error: unknown) => {
                assert.ok(error instanceof WaitTimeoutError);
                const [headline, wanted, members] = error.message.split("\n");
                assert.match(headline!, /^\[timed out\] only 3 of at least 5 instances found with tag role=web/);
                assert.equal(wanted, "  wanted   Running: 5 of at least 5 with tag role=web");
                assert.equal(members, "  members  3 of at least 5");
                assert.match(error.message, /try {6}check `selector`, region and account/);
                return true;
            },
        );
        assert.deepEqual(progress, ["3/3 Running · 3 of at least 5 instances found"]);
    });
});
