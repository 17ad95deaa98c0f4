import assert from "node:assert/strict";
import type { Clock } from "@sinonjs/fake-timers";
import { retryRead } from "../../../../provider/ecs/retry";
import { EcsApiError, type EcsErrorKind } from "../../../../provider/errors";
import { HALF_PAST, withFakeClock } from "../../../support/fake-clock";

function fault(kind: EcsErrorKind, retryAfterMs?: number): EcsApiError {
    return new EcsApiError({ code: `Code.${kind}`, kind, message: "m", retryAfterMs });
}

const FULL_MINUTE = HALF_PAST + 30_000;

/** Fails as the script says, then succeeds; keeps when it was tried. */
class Attempts {
    readonly times: number[] = [];
    readonly #script: unknown[];

    constructor(...script: unknown[]) {
        this.#script = script;
    }

    readonly run = (): Promise<string> => {
        this.times.push(Date.now());
        const error = this.#script[this.times.length - 1];
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- also what is no Error
        return error === undefined ? Promise.resolve("done") : Promise.reject(error);
    };

    get pauses(): number[] {
        return this.times.slice(1).map((time, index) => time - this.times[index]!);
    }
}

/** Lets time run until the promise settles. */
async function settle<T>(clock: Clock, promise: Promise<T>): Promise<PromiseSettledResult<T>> {
    const [outcome] = await Promise.all([Promise.allSettled([promise]), clock.runAllAsync()]);
    return outcome[0];
}

function within(value: number, from: number, to: number): boolean {
    return value >= from && value <= to;
}

describe("retryRead", () => {
    it("asks once when the answer is there, and leaves no timer behind", () =>
        withFakeClock(async (clock) => {
            const attempts = new Attempts();
            assert.equal(await retryRead(attempts.run), "done");
            assert.equal(attempts.times.length, 1);
            assert.equal(clock.countTimers(), 0);
        }));

    it("asks again after a fault that passes, a little later each time", () =>
        withFakeClock(async (clock) => {
            const attempts = new Attempts(...Array<EcsApiError>(4).fill(fault("transient")));
            assert.deepEqual(await settle(clock, retryRead(attempts.run)), { status: "fulfilled", value: "done" });
            assert.equal(attempts.pauses.length, 4);
            for (const [index, pause] of attempts.pauses.entries()) {
                assert.ok(within(pause, 200 * 2 ** index, 400 * 2 ** index), `pause ${index + 1}: ${pause} ms`);
            }
        }));

    it("gives up after the fifth attempt, with the last one's error", () =>
        withFakeClock(async (clock) => {
            const errors = Array.from({ length: 6 }, () => fault("transient"));
            const attempts = new Attempts(...errors);
            const outcome = await settle(clock, retryRead(attempts.run));
            assert.ok(outcome.status === "rejected" && outcome.reason === errors[4]);
            assert.equal(attempts.times.length, 5);
            assert.equal(clock.countTimers(), 0);
        }));

    for (const kind of ["denied", "credentials", "invalid"] as const) {
        it(`does not ask again after an error of the kind ${kind}`, () =>
            withFakeClock(async (clock) => {
                const error = fault(kind);
                const attempts = new Attempts(error);
                const outcome = await settle(clock, retryRead(attempts.run));
                assert.ok(outcome.status === "rejected" && outcome.reason === error);
                assert.equal(attempts.times.length, 1);
            }));
    }

    for (const error of [new Error("a fault of ours"), new TypeError("a fault of ours"), new RangeError("r")]) {
        it(`does not ask again after a ${error.name} that is no error of the API`, () =>
            withFakeClock(async (clock) => {
                const attempts = new Attempts(error);
                const outcome = await settle(clock, retryRead(attempts.run));
                assert.ok(outcome.status === "rejected" && outcome.reason === error);
                assert.equal(attempts.times.length, 1);
            }));
    }

    it("leaves a throttled API alone until the next wall-clock minute, and a moment more", () =>
        withFakeClock(async (clock) => {
            const attempts = new Attempts(fault("throttled"));
            const read = retryRead(attempts.run);
            await clock.tickAsync(29_999);
            assert.equal(attempts.times.length, 1);
            assert.equal((await settle(clock, read)).status, "fulfilled");
            assert.ok(
                within(attempts.times[1]! - FULL_MINUTE, 0, 2_000 + 400),
                String(attempts.times[1]! - FULL_MINUTE),
            );
        }));

    it("asks again no earlier than the server's hint, and soon after it", () =>
        withFakeClock(async (clock) => {
            const attempts = new Attempts(fault("throttled", 1_500));
            await settle(clock, retryRead(attempts.run));
            assert.ok(within(attempts.pauses[0]!, 1_500, 1_500 + 400), String(attempts.pauses[0]));
        }));

    it("asks again at once when the hint is 0", () =>
        withFakeClock(async (clock) => {
            const attempts = new Attempts(fault("throttled", 0));
            await settle(clock, retryRead(attempts.run));
            assert.ok(attempts.pauses[0]! <= 400, String(attempts.pauses[0]));
        }));

    it("does not believe a hint of hours", () =>
        withFakeClock(async (clock) => {
            const attempts = new Attempts(fault("throttled", 7_200_000));
            await settle(clock, retryRead(attempts.run));
            assert.ok(within(attempts.times[1]! - FULL_MINUTE, 0, 2_400), String(attempts.pauses[0]));
        }));

    it("sits out two throttled minutes, not three", () =>
        withFakeClock(async (clock) => {
            const errors = [fault("throttled"), fault("throttled"), fault("throttled")];
            const attempts = new Attempts(...errors);
            const outcome = await settle(clock, retryRead(attempts.run));
            assert.ok(outcome.status === "rejected" && outcome.reason === errors[2]);
            assert.equal(attempts.times.length, 3);
            assert.ok(within(attempts.times[2]! - FULL_MINUTE, 60_000, 62_800));
        }));

    it("survives a throttled minute and faults that pass in one read", () =>
        withFakeClock(async (clock) => {
            const attempts = new Attempts(fault("transient"), fault("throttled"), fault("transient"));
            assert.equal((await settle(clock, retryRead(attempts.run))).status, "fulfilled");
            assert.equal(attempts.times.length, 4);
        }));

    for (const [when, error] of [
        ["while it pauses after a fault", fault("transient")],
        ["while it waits for the next minute", fault("throttled")],
        ["while it waits as long as the server says", fault("throttled", 90_000)],
    ] as const) {
        it(`ends at once, with the signal's reason, when it is called off ${when}`, () =>
            withFakeClock(async (clock) => {
                const attempts = new Attempts(error, error, error);
                const controller = new AbortController();
                const reason = new Error("called off");
                const read = retryRead(attempts.run, controller.signal);
                read.catch(() => undefined);
                await clock.tickAsync(100);
                controller.abort(reason);
                await assert.rejects(read, (thrown) => thrown === reason);
                assert.equal(attempts.times.length, 1);
                assert.equal(clock.countTimers(), 0);
            }));
    }

    it("asks nobody when it was called off before it began", () =>
        withFakeClock(async () => {
            const attempts = new Attempts();
            const reason = new Error("called off");
            await assert.rejects(retryRead(attempts.run, AbortSignal.abort(reason)), (thrown) => thrown === reason);
            assert.equal(attempts.times.length, 0);
        }));

    it("leaves no listener on the signal", () =>
        withFakeClock(async (clock) => {
            const { signal } = new AbortController();
            let listeners = 0;
            const add = signal.addEventListener.bind(signal);
            const remove = signal.removeEventListener.bind(signal);
            signal.addEventListener = (...args: Parameters<typeof add>) => {
                listeners += 1;
                add(...args);
            };
            signal.removeEventListener = (...args: Parameters<typeof remove>) => {
                listeners -= 1;
                remove(...args);
            };
            const attempts = new Attempts(fault("transient"), fault("throttled"));
            assert.equal((await settle(clock, retryRead(attempts.run, signal))).status, "fulfilled");
            assert.equal(listeners, 0);
        }));
});

describe("retryRead, when it is called off", () => {
    it("rejects with the signal's reason, also when that is no Error", async () => {
        const controller = new AbortController();
        const attempt = (): Promise<never> => {
            controller.abort("stop");
            return Promise.reject(new Error("ended"));
        };
        await assert.rejects(retryRead(attempt, controller.signal), (error) => error === "stop");
    });
});
