import assert from "node:assert/strict";
import fc from "fast-check";
import type { DescribeInstanceStatusResponse } from "../../../../provider/ecs/ecs-api";
import { EcsApiError } from "../../../../provider/errors";
import { classifyError } from "../../../../provider/errors/error-codes";
import { askIsolated, type IsolatedAnswer } from "../../../../provider/wait/ask-isolated";
import { manyIds, rowsOf } from "../../../support/scripted-ecs-api";

const FIFTY = manyIds(50);

function fault(code: string): EcsApiError {
    const isTransport = /^E[A-Z]+$/.test(code);
    return new EcsApiError({ code, kind: isTransport ? "transient" : classifyError(code), message: code });
}

/** Asks an ECS that refuses as `refuse` says, and returns its answers and what it was asked. */
async function ask(
    ids: readonly string[],
    refuse: (ids: readonly string[], number: number) => string | undefined,
): Promise<{ answers: IsolatedAnswer[]; asked: (readonly string[])[] }> {
    const asked: (readonly string[])[] = [];
    const answers: IsolatedAnswer[] = [];
    const one = (some: readonly string[]): Promise<DescribeInstanceStatusResponse> => {
        asked.push(some);
        const code = refuse(some, asked.length);
        return code === undefined
            ? Promise.resolve({ requestId: "r", totalCount: some.length, rows: rowsOf(some) })
            : Promise.reject(fault(code));
    };
    for await (const answer of askIsolated(ids, one)) {
        answers.push(answer);
    }
    return { answers, asked };
}

function idsWithout(answers: readonly IsolatedAnswer[]): string[] {
    return answers.filter((answer) => answer.fault !== undefined).flatMap(({ ids }) => ids);
}

describe("askIsolated", () => {
    it("asks once when nothing is refused", async () => {
        const { answers, asked } = await ask(FIFTY, () => undefined);
        assert.deepEqual(asked, [FIFTY]);
        assert.deepEqual(answers[0]?.ids, FIFTY);
    });

    for (const bad of [0, 24, 25, 37, 49]) {
        it(`[pitfall 29] finds one bad id at place ${bad} of 50 in at most 13 requests, and answers for the others`, async () => {
            const { answers, asked } = await ask(FIFTY, (ids) =>
                ids.includes(FIFTY[bad]!) ? "InvalidInstanceId.Malformed" : undefined,
            );
            assert.ok(asked.length <= 13, `${asked.length} requests`);
            assert.deepEqual(idsWithout(answers), [FIFTY[bad]]);
            assert.equal(new Set(answers.flatMap(({ ids }) => ids)).size, 50);
        });
    }

    it("answers for each id exactly once, whichever are bad, and the search costs at most 13 requests an id", async () => {
        const places = fc.uniqueArray(fc.nat({ max: 49 }), { maxLength: 5 });
        await fc.assert(
            fc.asyncProperty(places, async (all) => {
                const bad = new Set(all.map((place) => FIFTY[place]!));
                const { answers, asked } = await ask(FIFTY, (ids) =>
                    ids.some((id) => bad.has(id)) ? "InvalidParameter" : undefined,
                );
                assert.deepEqual(answers.flatMap(({ ids }) => ids).sort(), FIFTY);
                assert.deepEqual(idsWithout(answers).sort(), [...bad].sort());
                assert.ok(asked.length <= 1 + 12 * bad.size);
            }),
        );
    });

    it("ends the search when more than 5 ids are refused: then it is not about ids", async () => {
        const { answers, asked } = await ask(FIFTY, () => "InvalidParameter");
        assert.ok(asked.length <= 20, `${asked.length} requests`);
        assert.deepEqual(answers.flatMap(({ ids }) => ids).sort(), FIFTY);
        assert.ok(answers.every((answer) => answer.fault?.code === "InvalidParameter"));
    });

    it("takes an id that ECS says does not exist for one whose row is left out", async () => {
        const { answers } = await ask(FIFTY, (ids) =>
            ids.includes("i-0007") ? "InvalidInstanceId.NotFound" : undefined,
        );
        assert.deepEqual(idsWithout(answers), []);
        const own = answers.find(({ ids }) => ids.length === 1 && ids[0] === "i-0007");
        assert.deepEqual(own?.response?.rows, []);
    });

    it("tries a reset connection again at once, and only once", async () => {
        const once = await ask(FIFTY, (_, number) => (number === 1 ? "ECONNRESET" : undefined));
        assert.equal(once.asked.length, 2);
        assert.deepEqual(idsWithout(once.answers), []);
        const always = await ask(FIFTY, () => "ECONNRESET");
        assert.equal(always.asked.length, 2);
        assert.deepEqual(idsWithout(always.answers), FIFTY);
    });

    for (const code of ["ETIMEDOUT", "ServiceUnavailable", "InternalError"]) {
        it(`does not try ${code} again at once, and halves nothing`, async () => {
            const { answers, asked } = await ask(FIFTY, () => code);
            assert.equal(asked.length, 1);
            assert.deepEqual(idsWithout(answers), FIFTY);
        });
    }

    for (const code of ["Forbidden.RAM", "InvalidAccessKeyId.NotFound", "SignatureDoesNotMatch", "Throttling.User"]) {
        it(`halves nothing on ${code}, and asks nothing more`, async () => {
            const { answers, asked } = await ask(FIFTY, () => code);
            assert.equal(asked.length, 1);
            assert.deepEqual(idsWithout(answers), FIFTY);
        });
    }

    it("leaves the rest of a search unanswered when it is throttled on the way", async () => {
        const { answers, asked } = await ask(FIFTY, (ids, number) =>
            number === 3 ? "Throttling" : ids.includes("i-0001") ? "InvalidParameter" : undefined,
        );
        assert.equal(asked.length, 3);
        assert.deepEqual(answers.flatMap(({ ids }) => ids).sort(), FIFTY);
        assert.equal(answers.at(-1)?.fault?.code, "Throttling");
    });

    it("passes on what is no error of ECS", async () => {
        const bug = new TypeError("a bug");
        await assert.rejects(async () => {
            for await (const answer of askIsolated(["i-1"], () => Promise.reject(bug))) {
                assert.fail(`answered for ${answer.ids.join()}`);
            }
        }, bug);
    });
});
