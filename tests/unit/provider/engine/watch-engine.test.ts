import assert from "node:assert/strict";
import { watchEngine } from "../../../../provider/engine/watch-engine";
import { withFakeClock } from "../../../support/fake-clock";
import { FakeEngineClient } from "../../../support/fake-engine";

describe("watchEngine", () => {
    function watched(engine: FakeEngineClient | undefined): { timesGone: () => number; stop: () => void } {
        let gone = 0;
        const stop = watchEngine(engine, () => (gone += 1));
        return { timesGone: () => gone, stop };
    }

    it("says nothing as long as the engine answers", () =>
        withFakeClock(async (clock) => {
            const engine = new FakeEngineClient();
            const { timesGone, stop } = watched(engine);
            await clock.tickAsync(600_000);
            assert.equal(timesGone(), 0);
            assert.ok(engine.timesAsked >= 100);
            stop();
        }));

    it("says once, within ten seconds, that the engine is gone, and asks no more", () =>
        withFakeClock(async (clock) => {
            const engine = new FakeEngineClient();
            const { timesGone } = watched(engine);
            await clock.tickAsync(60_000);
            engine.isThere = false;
            await clock.tickAsync(10_000);
            assert.equal(timesGone(), 1);
            const { timesAsked } = engine;
            await clock.tickAsync(60_000);
            assert.deepEqual([timesGone(), engine.timesAsked, clock.countTimers()], [1, timesAsked, 0]);
        }));

    it("forgives one missed answer, however often", () =>
        withFakeClock(async (clock) => {
            const engine = new FakeEngineClient();
            const { timesGone, stop } = watched(engine);
            for (let round = 0; round < 10; round++) {
                engine.isThere = round % 2 === 1;
                await clock.tickAsync(3_000);
            }
            assert.equal(timesGone(), 0);
            stop();
        }));

    it("finds out within ten seconds when each question takes its whole time", () =>
        withFakeClock(async (clock) => {
            const engine = new FakeEngineClient();
            engine.isAlive = (timeoutMs) => new Promise((resolve) => setTimeout(() => resolve(false), timeoutMs));
            const { timesGone } = watched(engine);
            await clock.tickAsync(10_000);
            assert.equal(timesGone(), 1);
        }));

    it("stops when it is told to, and leaves no timer", () =>
        withFakeClock(async (clock) => {
            const engine = new FakeEngineClient();
            engine.isThere = false;
            const { timesGone, stop } = watched(engine);
            await clock.tickAsync(3_000);
            stop();
            assert.equal(clock.countTimers(), 0);
            await clock.tickAsync(60_000);
            assert.deepEqual([timesGone(), engine.timesAsked], [0, 1]);
        }));

    it("says nothing after it was stopped, even when an answer was still to come", () =>
        withFakeClock(async (clock) => {
            const engine = new FakeEngineClient();
            engine.isAlive = () => new Promise((resolve) => setTimeout(() => resolve(false), 1_000));
            const { timesGone, stop } = watched(engine);
            await clock.tickAsync(6_500);
            stop();
            await clock.tickAsync(60_000);
            assert.equal(timesGone(), 0);
        }));

    it("watches nothing when there is no engine", () =>
        withFakeClock(async (clock) => {
            const { timesGone, stop } = watched(undefined);
            assert.equal(clock.countTimers(), 0);
            await clock.tickAsync(60_000);
            assert.equal(timesGone(), 0);
            stop();
        }));
});
