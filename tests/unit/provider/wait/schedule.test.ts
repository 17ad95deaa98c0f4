import assert from "node:assert/strict";
import { SCHEDULE } from "../../../../provider/domain/defaults";
import { nextPause, type ScheduleOptions, type ScheduleState } from "../../../../provider/wait/schedule";

/** The pauses of a wait whose rounds take no time, by default for one instance that is Pending for ever. */
function pauses(count: number, options: ScheduleOptions = {}, state: Partial<ScheduleState> = {}): number[] {
    const all: number[] = [];
    for (let elapsedMs = 0; all.length < count; elapsedMs += all.at(-1)!) {
        const { ms } = nextPause(options, {
            rounds: all.length + 1,
            elapsedMs,
            lastPauseMs: all.at(-1) ?? 0,
            openIds: 1,
            isStarting: false,
            onlyHealthIsMissing: false,
            budgetPauseMs: 0,
            ...state,
        });
        all.push(ms);
    }
    return all;
}

function times<T>(count: number, value: T): T[] {
    return Array<T>(count).fill(value);
}

function rounded(all: readonly number[]): number[] {
    return all.map((ms) => Math.round(ms));
}

describe("nextPause", () => {
    it("[pitfall 8] polls every 4 s until 16 s, every 2.4 s, from 70 s on every 3 s, and from 90 s on less and less up to 10 s", () => {
        assert.deepEqual(rounded(pauses(44)), [
            ...times(4, 4_000), // until 16 s
            ...times(23, 2_400), // until 71.2 s
            ...times(7, 3_000), // until 92.2 s
            ...[3_750, 4_688, 5_859, 7_324, 9_155],
            ...times(5, 10_000),
        ]);
    });

    it("polls every 1.8 s from 16 to 70 s when 8 or more are open, because they share requests", () => {
        assert.deepEqual(pauses(6, {}, { openIds: 7 }), [...times(4, 4_000), 2_400, 2_400]);
        assert.deepEqual(pauses(37, {}, { openIds: 8 }), [...times(4, 4_000), ...times(30, 1_800), ...times(3, 3_000)]);
    });

    it("polls every 2 s when 200 or more are open, because each round takes several requests", () => {
        assert.deepEqual(pauses(6, {}, { openIds: 199 }), [...times(4, 4_000), 1_800, 1_800]);
        assert.deepEqual(pauses(6, {}, { openIds: 200 }), [...times(4, 4_000), 2_000, 2_000]);
    });

    it("polls every 5 s while only the health is missing, which ECS updates once a minute, and less often from 90 s on", () => {
        const all = rounded(pauses(22, {}, { onlyHealthIsMissing: true, openIds: 500 }));
        assert.deepEqual(all, [...times(18, 5_000), 6_250, 7_813, 9_766, 10_000]);
    });

    it("polls no more often than the budget allows for all waits, unless an interval is given", () => {
        assert.deepEqual(pauses(2, {}, { budgetPauseMs: 14_400 }), [14_400, 14_400]);
        assert.deepEqual(pauses(2, { pollIntervalMs: 3_000 }, { budgetPauseMs: 14_400 }), [3_000, 3_000]);
    });

    it("polls as often as later when an instance is Starting already", () => {
        assert.deepEqual(pauses(2, {}, { isStarting: true }), [2_400, 2_400]);
    });

    it("polls as often as later when the first answer came late", () => {
        const state = {
            rounds: 1,
            lastPauseMs: 0,
            openIds: 1,
            isStarting: false,
            onlyHealthIsMissing: false,
            budgetPauseMs: 0,
        };
        assert.equal(nextPause({}, { ...state, elapsedMs: 13_000 }).ms, 4_000);
        assert.equal(nextPause({}, { ...state, elapsedMs: 15_000 }).ms, 2_400);
        assert.equal(nextPause({}, { ...state, elapsedMs: 40_000 }).ms, 2_400);
    });

    it("takes an initial delay exactly as it was given, also 0, and moves it neither by chance nor for others", () => {
        for (const initialDelayMs of [0, 1, 120_000]) {
            const state = {
                rounds: 1,
                elapsedMs: 0,
                lastPauseMs: 0,
                openIds: 500,
                isStarting: false,
                onlyHealthIsMissing: false,
                budgetPauseMs: 0,
            };
            const pause = nextPause({ initialDelayMs }, state);
            assert.deepEqual(pause, { ms: initialDelayMs, earlierBy: 0, jitterMs: 0, isExplicit: true });
        }
        assert.deepEqual(pauses(5, { initialDelayMs: 5_000 }), [5_000, 4_000, 4_000, 4_000, 2_400]);
    });

    it("takes a poll interval as it was given from the first round on, whatever others do", () => {
        assert.deepEqual(pauses(4, { pollIntervalMs: 30_000, maxPollIntervalMs: 30_000 }), times(4, 30_000));
        const { earlierBy } = nextPause(
            { pollIntervalMs: 30_000 },
            {
                rounds: 2,
                elapsedMs: 40_000,
                lastPauseMs: 30_000,
                openIds: 500,
                isStarting: false,
                onlyHealthIsMissing: false,
                budgetPauseMs: 0,
            },
        );
        assert.equal(earlierBy, 0);
    });

    it("grows a poll interval that was given from 90 s on, up to the longest that was given", () => {
        assert.deepEqual(
            rounded(pauses(6, { pollIntervalMs: 45_000, maxPollIntervalMs: 100_000 })),
            [45_000, 45_000, 56_250, 70_313, 87_891, 100_000],
        );
    });

    it("never polls less often than the longest interval that was given, also in the first 16 s", () => {
        assert.deepEqual(pauses(8, { maxPollIntervalMs: 3_000 }), [...times(5, 3_000), 2_400, 2_400, 2_400]);
        assert.ok(pauses(60, { maxPollIntervalMs: 3_000 }).every((ms) => ms <= 3_000));
    });

    it("never shortens a poll interval that is longer than the default longest one", () => {
        assert.deepEqual(pauses(6, { pollIntervalMs: 45_000 }), times(6, 45_000));
    });

    it("lets chance move an interval by a tenth, and others by what leaves at least a second", () => {
        const state = {
            rounds: 5,
            elapsedMs: 30_000,
            lastPauseMs: 2_400,
            isStarting: false,
            onlyHealthIsMissing: false,
            budgetPauseMs: 0,
        };
        for (const openIds of [1, 8, 200]) {
            const { ms, earlierBy, jitterMs } = nextPause({}, { ...state, openIds });
            assert.equal(jitterMs, ms * 0.1);
            assert.ok(ms - earlierBy >= SCHEDULE.minPollMs, `${ms} ms, earlier by ${earlierBy} ms`);
        }
    });

    it("grows to the end: no pause is ever shorter than the one before from 90 s on", () => {
        for (const openIds of [1, 8, 200]) {
            const all = pauses(85, {}, { openIds }).slice(50);
            assert.ok(all.every((ms, index) => index === 0 || ms >= all[index - 1]!));
            assert.equal(all.at(-1), 10_000);
        }
    });
});
