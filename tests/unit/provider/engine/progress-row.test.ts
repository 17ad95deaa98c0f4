import assert from "node:assert/strict";
import type { Clock } from "@sinonjs/fake-timers";
import { SEVERITY } from "../../../../provider/engine/engine-client";
import { openProgressRow, type ProgressRow } from "../../../../provider/engine/progress-row";
import { withFakeClock } from "../../../support/fake-clock";
import { FakeEngineClient } from "../../../support/fake-engine";

const URN = "urn:pulumi:dev::app::t:T::gate";

interface Stage {
    readonly clock: Clock;
    readonly engine: FakeEngineClient;
    readonly row: ProgressRow;
}

function on(where: "a terminal" | "a log", test: (stage: Stage) => Promise<void>): () => Promise<void> {
    return () =>
        withFakeClock((clock) => {
            const engine = new FakeEngineClient();
            return test({ clock, engine, row: openProgressRow(engine, URN, where === "a terminal") });
        });
}

/** Says something new every 100 ms for so long. */
async function chatter({ clock, row }: Stage, milliseconds: number): Promise<void> {
    for (let said = 0; said < milliseconds; said += 100) {
        row.progress(() => `after ${said} ms`);
        await clock.tickAsync(100);
    }
}

/** The times from each message to the next. */
function gaps({ messages }: FakeEngineClient): number[] {
    return messages.slice(1).map(({ at }, index) => at - messages[index]!.at);
}

describe("the progress row", () => {
    it(
        "shows a message in the row of its resource, to be replaced by the next",
        on("a terminal", async ({ clock, engine, row }) => {
            row.progress(() => "0/1 Running");
            await clock.tickAsync(500);
            const [{ at, ...message }] = engine.messages as [(typeof engine.messages)[0]];
            assert.deepEqual(message, { severity: SEVERITY.info, text: "0/1 Running", urn: URN, ephemeral: true });
            assert.equal(at, 500);
            await row.close();
        }),
    );

    for (const where of ["a terminal", "a log"] as const) {
        it(
            `says nothing of a wait that is over at once, on ${where}`,
            on(where, async ({ clock, engine, row }) => {
                row.progress(() => "0/1 Running");
                await clock.tickAsync(499);
                row.progress(() => "1/1 Running");
                await row.close();
                await clock.tickAsync(600_000);
                assert.deepEqual(engine.messages, []);
                assert.equal(clock.countTimers(), 0);
            }),
        );

        it(
            `says something at least once a minute while nothing happens, on ${where}`,
            on(where, async ({ clock, engine, row }) => {
                row.progress(() => "0/1 Running");
                await clock.tickAsync(600_000);
                assert.ok(engine.messages.length >= 10);
                assert.ok(gaps(engine).every((gap) => gap <= 60_000 && gap >= 30_000));
                await row.close();
            }),
        );

        it(
            `ends with what was true at the end, on ${where}`,
            on(where, async ({ clock, engine, row }) => {
                row.progress(() => "0/1 Running");
                await clock.tickAsync(600);
                row.progress(() => "1/1 Running");
                await row.close();
                assert.deepEqual(engine.texts, ["0/1 Running", "1/1 Running"]);
                await clock.tickAsync(600_000);
                assert.equal(engine.messages.length, 2);
                assert.equal(clock.countTimers(), 0);
            }),
        );

        it(
            `does not repeat at the end what stands there, on ${where}`,
            on(where, async ({ clock, engine, row }) => {
                row.progress(() => "1/1 Running");
                await clock.tickAsync(600);
                await row.close();
                assert.deepEqual(engine.texts, ["1/1 Running"]);
                assert.equal(clock.countTimers(), 0);
            }),
        );
    }

    it(
        "counts the seconds in a terminal, so that it does not look like a hang",
        on("a terminal", async ({ clock, engine, row }) => {
            const startedAt = performance.now();
            row.progress(() => `i-1 Pending for ${Math.round((performance.now() - startedAt) / 1_000)} s`);
            await clock.tickAsync(10_400);
            assert.ok(engine.messages.length >= 9, `${engine.messages.length} messages`);
            assert.equal(engine.texts.at(-1), "i-1 Pending for 10 s");
            await row.close();
            assert.equal(clock.countTimers(), 0);
        }),
    );

    it(
        "does not count the seconds in a log, where each change is a line",
        on("a log", async ({ clock, engine, row }) => {
            const startedAt = performance.now();
            row.progress(() => `i-1 Pending for ${Math.round((performance.now() - startedAt) / 1_000)} s`);
            await clock.tickAsync(50_000);
            assert.equal(engine.messages.length, 1);
            await row.close();
        }),
    );

    it("changes at most once a second on a terminal, and shows the latest", () =>
        withFakeClock(async (clock) => {
            const engine = new FakeEngineClient();
            const stage = { clock, engine, row: openProgressRow(engine, URN, true) };
            await chatter(stage, 10_000);
            assert.ok(gaps(engine).every((gap) => gap >= 1_000));
            assert.ok(engine.messages.length >= 9 && engine.messages.length <= 10);
            for (const { text, at } of engine.messages) {
                const saidAt = Number(/\d+/.exec(text)![0]);
                assert.ok(at - saidAt <= 200, `${text} is shown after ${at} ms`);
            }
            await stage.row.close();
        }));

    it("changes at most once in ten seconds in a log", () =>
        withFakeClock(async (clock) => {
            const engine = new FakeEngineClient();
            const stage = { clock, engine, row: openProgressRow(engine, URN, false) };
            await chatter(stage, 60_000);
            assert.ok(gaps(engine).every((gap) => gap >= 10_000));
            assert.ok(engine.messages.length >= 5 && engine.messages.length <= 6);
            await stage.row.close();
        }));

    it(
        "lets a change wait no longer than it must",
        on("a log", async ({ clock, engine, row }) => {
            row.progress(() => "0/1 Running");
            await clock.tickAsync(30_500);
            row.progress(() => "1/1 Running");
            await clock.tickAsync(1);
            assert.deepEqual(engine.texts, ["0/1 Running", "1/1 Running"]);
            await row.close();
        }),
    );

    it(
        "says at once, and to stay, what is news or deserves attention",
        on("a log", async ({ engine, row }) => {
            row.info("waits again");
            row.warn("ECS throttles");
            assert.deepEqual(
                engine.messages.map(({ severity, text, urn, ephemeral }) => ({ severity, text, urn, ephemeral })),
                [
                    { severity: SEVERITY.info, text: "waits again", urn: URN, ephemeral: undefined },
                    { severity: SEVERITY.warning, text: "ECS throttles", urn: URN, ephemeral: undefined },
                ],
            );
            await row.close();
            assert.equal(engine.messages.length, 2);
        }),
    );

    for (const say of ["progress", "info", "warn"] as const) {
        it(
            `waits at its end until the last message was sent (${say})`,
            on("a terminal", async ({ clock, engine, row }) => {
                row.progress(() => "0/1 Running");
                await clock.tickAsync(600);
                engine.log = () => new Promise((resolve) => setTimeout(resolve, 300));
                if (say === "progress") {
                    row.progress(() => "1/1 Running");
                } else {
                    row[say]("1/1 Running");
                }
                let isClosed = false;
                const closing = row.close().then(() => (isClosed = true));
                await clock.tickAsync(299);
                assert.equal(isClosed, false);
                await clock.tickAsync(1);
                await closing;
            }),
        );
    }

    it("belongs to the stack when the resource is not known", () =>
        withFakeClock(async (clock) => {
            const engine = new FakeEngineClient();
            const row = openProgressRow(engine, undefined, true);
            row.progress(() => "0/1 Running");
            await clock.tickAsync(500);
            assert.equal(engine.messages[0]?.urn, undefined);
            await row.close();
        }));

    it("does no harm when there is no engine", () =>
        withFakeClock(async (clock) => {
            const row = openProgressRow(undefined, URN, true);
            row.progress(() => "0/1 Running");
            row.info("news");
            row.warn("odd");
            await clock.tickAsync(120_000);
            row.progress(() => "1/1 Running");
            await row.close();
            assert.equal(clock.countTimers(), 0);
        }));
});

describe("a progress row that is closed", () => {
    it(
        "says nothing any more, and leaves no timer",
        on("a log", async ({ clock, engine, row }) => {
            await row.close();
            row.progress(() => "too late");
            await clock.tickAsync(120_000);
            assert.deepEqual([engine.messages.length, clock.countTimers()], [0, 0]);
        }),
    );
});
