import assert from "node:assert/strict";
import { StatusPollers } from "../../../../provider/account/status-pollers";
import { EcsApiError, WaitTimeoutError } from "../../../../provider/errors";
import { RateLimiter } from "../../../../provider/poll/pace/rate-limiter";
import type { WaitConditions } from "../../../../provider/domain/wait-conditions";
import type { WaitReport } from "../../../../provider/wait/wait-report";
import { waitForStatus } from "../../../../provider/wait/wait-for-status";
import { rowsOf, ScriptedEcsApi } from "../../../support/scripted-ecs-api";
import { inVirtualTime, waitFor } from "../../../support/virtual-world";

/** An ECS whose selectors find these instances, all of them Running: one list after the other, the last one again and again. */
class Listed extends ScriptedEcsApi {
    readonly #lists: (readonly string[] | Error)[];

    constructor(lists: readonly (readonly string[] | Error)[]) {
        super(() => new Error("no ids are asked for"));
        this.#lists = [...lists];
    }

    override describeInstances(): ReturnType<ScriptedEcsApi["describeInstances"]> {
        const ids = (this.#lists.length > 1 ? this.#lists.shift() : this.#lists[0]) ?? [];
        return ids instanceof Error
            ? Promise.reject(ids)
            : Promise.resolve({ requestId: "request-1", rows: rowsOf(ids) });
    }
}

/** Waits for the set of a selector; by default for one round. */
function waitForListed(
    lists: readonly (readonly string[] | Error)[],
    conditions: Partial<WaitConditions>,
    { timeoutMs = 0, onProgress }: { timeoutMs?: number; onProgress?: (text: string) => void } = {},
): Promise<WaitReport> {
    const { listings } = new StatusPollers(new Listed(lists), "cn-hangzhou", new RateLimiter(250));
    const request = waitFor([], { selector: { tags: { role: "web" } }, ...conditions }, { timeoutMs });
    return waitForStatus(request, listings, { onProgress: (_report, describe) => onProgress?.(describe()) });
}

describe("a wait with a selector that finds fewer than must be reached", () => {
    it("says how many instances are missing, in its progress and in its error", async () => {
        const progress: string[] = [];
        await assert.rejects(
            waitForListed([["i-1", "i-2", "i-3"]], { minReached: 5 }, { onProgress: (text) => progress.push(text) }),
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
        assert.deepEqual(progress, ["3/5 Running · 3 of at least 5 instances found"]);
    });
});

describe("the report of a wait with a selector", () => {
    it("names the members in the order of their ids, and not in the order in which they joined", async () => {
        const lists = [["i-2"], ["i-1", "i-2", "i-3"]];
        const report = await inVirtualTime(() => waitForListed(lists, { minInstanceCount: 3 }, { timeoutMs: 60_000 }));
        const sorted = ["i-1", "i-2", "i-3"];
        assert.deepEqual(report.instanceIds, sorted);
        assert.deepEqual(report.reachedInstanceIds, sorted);
        assert.deepEqual(Object.keys(report.statusById), sorted);
    });
});

describe("the progress of a wait with a selector", () => {
    it("does not say that nothing is found before ECS has listed the set", async () => {
        const progress: string[] = [];
        const fault = new EcsApiError({
            code: "ECONNREFUSED",
            kind: "transient",
            message: "the connection was refused",
        });
        await assert.rejects(waitForListed([fault], {}, { onProgress: (text) => progress.push(text) }));
        assert.deepEqual(progress, [
            "0/1 Running · the set is not listed yet · ECONNREFUSED: the connection was refused",
        ]);
    });
});

describe("waits with many different selectors", () => {
    it("poll as rarely as the budget needs, and none of them waits for the next minute", async () => {
        await inVirtualTime(async () => {
            const startedAt = performance.now();
            const api = new ScriptedEcsApi(() => new Error("no ids are asked for"));
            const isUp = (): boolean => performance.now() - startedAt >= 9_000;
            let requests = 0;
            api.describeInstances = () => {
                requests += 1;
                const rows = [{ instanceId: "i-1", status: isUp() ? "Running" : "Starting" }];
                return Promise.resolve({ requestId: `request-${requests}`, rows });
            };
            const { listings } = new StatusPollers(api, "cn-hangzhou", new RateLimiter(250));
            const waits = Array.from({ length: 60 }, async (_, index) => {
                const selector = { tags: { role: `role-${index}` } };
                await waitForStatus(waitFor([], { selector }), listings);
                return performance.now() - startedAt;
            });
            const latest = Math.max(...(await Promise.all(waits)));
            // 60 selectors, three quarters of 250 requests a minute: each is asked every 19.2 s
            assert.ok(latest < 9_000 + 2 * 19_200, `the last one ended after ${latest} ms`);
        });
    });
});

describe("the warning of impaired instances", () => {
    it("names several in one line", async () => {
        const warnings: string[] = [];
        const rows = Array.from({ length: 7 }, (_, index) => ({
            instanceId: `i-${index}`,
            status: "Running",
            health: "Impaired",
        }));
        const api = new ScriptedEcsApi(() => ({ rows }));
        const { health } = new StatusPollers(api, "cn-hangzhou", new RateLimiter(250));
        const request = waitFor(
            rows.map(({ instanceId }) => instanceId),
            { targetHealth: ["Ok"] },
            { timeoutMs: 0 },
        );
        await assert.rejects(waitForStatus(request, health, { onWarning: (text) => warnings.push(text) }));
        assert.deepEqual(warnings, [
            "i-0, i-1, i-2, i-3, i-4, 2 more are Impaired: ECS says that the operating system does not work. The wait goes on",
        ]);
    });
});
