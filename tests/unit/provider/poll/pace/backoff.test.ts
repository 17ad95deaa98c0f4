import assert from "node:assert/strict";
import { Backoff } from "../../../../../provider/poll/pace/backoff";
import { withFakeClock } from "../../../../support/fake-clock";

/** The wall clock of these tests stands at half past: the next minute is 30 s away. */
function atHalfPast(test: (guard: Backoff) => void): () => Promise<void> {
    return () =>
        withFakeClock(() => {
            test(new Backoff());
            return Promise.resolve();
        });
}

describe("Backoff", () => {
    it("does not pause before ECS has throttled", () => {
        const guard = new Backoff();
        assert.equal(guard.pausedUntil, -Infinity);
        assert.equal(guard.isProbing, false);
        assert.equal(guard.stretch(2_400), 2_400);
    });

    it(
        "pauses until the next minute of the wall clock, spread over 2 s, when ECS says nothing",
        atHalfPast((guard) => {
            guard.throttled(undefined, 5_000);
            assert.ok(guard.pausedUntil >= 35_000 && guard.pausedUntil <= 37_000, String(guard.pausedUntil));
        }),
    );

    it(
        "pauses for as long as ECS says",
        atHalfPast((guard) => {
            guard.throttled(7_500, 5_000);
            assert.equal(guard.pausedUntil, 12_500);
        }),
    );

    for (const [hint, earliest, latest] of [
        [0, 1_000, 1_000],
        [1, 1_000, 1_000],
        [60_000, 60_000, 60_000],
        [-5_000, 1_000, 1_000],
        [10_000_000, 30_000, 32_000],
        [NaN, 30_000, 32_000],
        [Infinity, 30_000, 32_000],
    ] as const) {
        it(
            `[pitfall 31] waits between ${earliest} and ${latest} ms when ECS says ${hint}`,
            atHalfPast((guard) => {
                guard.throttled(hint, 0);
                assert.ok(guard.pausedUntil >= earliest && guard.pausedUntil <= latest, String(guard.pausedUntil));
            }),
        );
    }

    it(
        "never makes a pause shorter because of another throttled answer",
        atHalfPast((guard) => {
            guard.throttled(60_000, 0);
            guard.throttled(1_000, 10);
            assert.equal(guard.pausedUntil, 60_000);
        }),
    );

    it(
        "is let through by the answer to a request that was sent after the throttled one, not before",
        atHalfPast((guard) => {
            guard.throttled(5_000, 1_000);
            guard.letThrough(900);
            assert.equal(guard.isProbing, true);
            assert.equal(guard.pausedUntil, 6_000);
            guard.letThrough(6_000);
            assert.equal(guard.isProbing, false);
            assert.equal(guard.pausedUntil, -Infinity);
        }),
    );

    it(
        "doubles the pauses once for all requests that were throttled together, and shrinks them by a tenth a clean round",
        atHalfPast((guard) => {
            guard.throttled(1_000, 0);
            guard.throttled(1_000, 1);
            assert.equal(guard.stretch(2_400), 4_800);
            guard.letThrough(2_000);
            guard.cleanRound();
            assert.equal(guard.stretch(2_400), 2_400 * 2 * 0.9);
            for (let round = 0; round < 10; round += 1) {
                guard.cleanRound();
            }
            assert.equal(guard.stretch(2_400), 2_400);
        }),
    );

    it(
        "stretches a pause to 30 s at most, and never shortens one that is longer",
        atHalfPast((guard) => {
            for (let event = 0; event < 10; event += 1) {
                guard.throttled(1_000, event * 10_000);
                guard.letThrough(event * 10_000 + 5_000);
            }
            assert.equal(guard.stretch(2_400), 30_000);
            assert.equal(guard.stretch(45_000), 45_000);
        }),
    );
});
