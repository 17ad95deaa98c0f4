import assert from "node:assert/strict";
import fc from "fast-check";
import { classifyError } from "../../../../../provider/errors/error-codes";
import { EcsApiError } from "../../../../../provider/errors";
import type { PollResult } from "../../../../../provider/poll/subscription";
import { manyIds, rowsOf } from "../../../../support/scripted-ecs-api";
import { inVirtualTime, pollerOf, roundOf } from "../../../../support/virtual-world";

const FIFTY = manyIds(50);

function fault(code: string): EcsApiError {
    const isTransport = /^E[A-Z]+$/.test(code);
    return new EcsApiError({ code, kind: isTransport ? "transient" : classifyError(code), message: code });
}

interface Search {
    readonly results: readonly PollResult[];
    readonly asked: readonly (readonly string[])[];
}

/** Polls once an ECS that refuses as `refuse` says, and returns the results and what was asked. */
function ask(
    ids: readonly string[],
    refuse: (ids: readonly string[], number: number) => string | undefined,
): Promise<Search> {
    return inVirtualTime(async () => {
        const asked: (readonly string[])[] = [];
        const results: PollResult[] = [];
        const poller = pollerOf({
            describeInstanceStatus: ({ instanceIds = [] }) => {
                asked.push(instanceIds);
                const code = refuse(instanceIds, asked.length);
                return code === undefined
                    ? Promise.resolve({ requestId: "r", totalCount: instanceIds.length, rows: rowsOf(instanceIds) })
                    : Promise.reject(fault(code));
            },
        });
        const subscription = poller.subscribe(ids);
        await subscription.poll(
            roundOf(ids),
            (result) => {
                results.push(result);
                return false;
            },
            new AbortController().signal,
        );
        subscription.end();
        return { results, asked };
    });
}

function answeredIds({ results }: Search): string[] {
    return results.flatMap(({ answered }) => answered).sort();
}

function refusedIds({ results }: Search): (string | undefined)[] {
    return results.filter((result) => result.fault !== undefined).map(({ refused }) => refused);
}

describe("A batch that ECS refuses", () => {
    it("is asked once when nothing is refused", async () => {
        const search = await ask(FIFTY, () => undefined);
        assert.deepEqual(search.asked, [FIFTY]);
        assert.deepEqual(answeredIds(search), FIFTY);
    });

    for (const bad of [0, 24, 25, 37, 49]) {
        it(`[pitfall 29] is halved until the bad id at place ${bad} of 50 is found, in at most 13 requests`, async () => {
            const search = await ask(FIFTY, (ids) =>
                ids.includes(FIFTY[bad]!) ? "InvalidInstanceId.Malformed" : undefined,
            );
            assert.ok(search.asked.length <= 13, `${search.asked.length} requests`);
            assert.deepEqual(refusedIds(search), [FIFTY[bad]]);
            assert.deepEqual(answeredIds(search), FIFTY.toSpliced(bad, 1));
        });
    }

    it("answers for each id exactly once, whichever are bad, in at most 13 requests an id", async () => {
        const places = fc.uniqueArray(fc.nat({ max: 49 }), { maxLength: 5 });
        await fc.assert(
            fc.asyncProperty(places, async (all) => {
                const bad = new Set(all.map((place) => FIFTY[place]!));
                const search = await ask(FIFTY, (ids) =>
                    ids.some((id) => bad.has(id)) ? "InvalidParameter" : undefined,
                );
                assert.deepEqual(
                    answeredIds(search),
                    FIFTY.filter((id) => !bad.has(id)),
                );
                assert.deepEqual(refusedIds(search).sort(), [...bad].sort());
                assert.ok(search.asked.length <= 1 + 12 * bad.size);
            }),
        );
    });

    it("is not halved any further when more than 5 ids are refused: then it is not about ids", async () => {
        const search = await ask(FIFTY, () => "InvalidParameter");
        assert.ok(search.asked.length <= 20, `${search.asked.length} requests`);
        assert.deepEqual(answeredIds(search), []);
        assert.ok(search.results.every((result) => result.fault?.code === "InvalidParameter"));
        assert.ok(
            search.results.some(({ refused }) => refused === undefined),
            "ids that were never asked alone",
        );
    });

    it("takes an id that ECS says does not exist for one whose row is left out", async () => {
        const search = await ask(FIFTY, (ids) => (ids.includes("i-0007") ? "InvalidInstanceId.NotFound" : undefined));
        assert.deepEqual(refusedIds(search), []);
        assert.deepEqual(answeredIds(search), FIFTY);
        const own = search.results.find(({ answered }) => answered.includes("i-0007"));
        assert.deepEqual([own!.answered, own!.answerOf.get("i-0007")], [["i-0007"], undefined]);
    });

    it("is sent again at once after a reset connection, and only once", async () => {
        const once = await ask(FIFTY, (_, number) => (number === 1 ? "ECONNRESET" : undefined));
        assert.equal(once.asked.length, 2);
        assert.deepEqual(answeredIds(once), FIFTY);
        const always = await ask(FIFTY, () => "ECONNRESET");
        assert.equal(always.asked.length, 2);
        assert.deepEqual(answeredIds(always), []);
    });

    for (const code of ["ETIMEDOUT", "ServiceUnavailable", "InternalError"]) {
        it(`is neither sent again at once nor halved on ${code}`, async () => {
            const search = await ask(FIFTY, () => code);
            assert.equal(search.asked.length, 1);
            assert.deepEqual(refusedIds(search), [undefined]);
        });
    }

    for (const code of ["Forbidden.RAM", "InvalidAccessKeyId.NotFound", "SignatureDoesNotMatch"]) {
        it(`is not halved on ${code}`, async () => {
            const search = await ask(FIFTY, () => code);
            assert.equal(search.asked.length, 1);
            assert.deepEqual(refusedIds(search), [undefined]);
        });
        it(`ends its search on ${code}: the rest would hear the same`, async () => {
            const search = await ask(FIFTY, (ids, number) =>
                number >= 3 ? code : ids.includes("i-0001") ? "InvalidParameter" : undefined,
            );
            assert.equal(search.asked.length, 3);
            assert.equal(search.results.at(-1)?.fault?.code, code);
        });
    }

    it("goes on after a pause when its search is throttled", async () => {
        const search = await ask(FIFTY, (ids, number) =>
            number === 3 ? "Throttling" : ids.includes("i-0001") ? "InvalidParameter" : undefined,
        );
        assert.deepEqual(
            refusedIds(search).filter((id) => id !== undefined),
            ["i-0001"],
        );
        assert.deepEqual(answeredIds(search), FIFTY.slice(1));
    });
});
