import assert from "node:assert/strict";
import { EcsApiError } from "../../provider/errors";
import { readStatuses } from "../../provider/ecs/read-statuses";
import { EcsEmulator, type Fault, type FaultKind } from "../../sdk/testing";
import { HALF_PAST, withFakeClock } from "../support/fake-clock";
import { onWire, until, Wire } from "../support/wire";

const REQUEST = { regionId: "cn-hangzhou", instanceIds: ["i-1"] };
const OPTIONS = { instances: [{ instanceId: "i-1" }] };
const REACHED = [{ instanceId: "i-1", status: "Running" }];
/** Faults of these kinds end with the attempt's time. */
const SHORT_MS = 50;

/** What one attempt makes of each fault; nothing: it finds the right answer all the same. */
const FAULTS: Record<Exclude<FaultKind, "answer" | "error" | "throttled" | "empty429">, string | undefined> = {
    reset: "transient ECONNRESET",
    fin: "transient ECONNRESET",
    hang: "transient RequestTimeout",
    stall: "transient RequestTimeout",
    slow: "transient RequestTimeout",
    drip: "transient RequestTimeout",
    truncated: "transient ECONNRESET",
    truncatedChunked: "transient ECONNRESET",
    truncatedClose: "transient HTTP200",
    resetInBody: "transient ECONNRESET",
    closeAfterAnswer: undefined,
    garbage: "transient HPE_INVALID_CONSTANT",
    hugeHeader: "transient HPE_HEADER_OVERFLOW",
    unavailable503: "transient ServiceUnavailable",
    errorIn200: "transient ServiceUnavailable",
    html502: "transient HTTP502",
    html200: "transient HTTP200",
    empty500: "transient HTTP500",
    empty200: "transient HTTP200",
    noContent204: "transient HTTP204",
    redirect302: "transient HTTP302",
    status600: "transient HTTP600",
    badJson: "transient HTTP200",
    bomJson: "transient HTTP200",
    gzip: "transient HTTP200",
    xmlError: "transient ServiceUnavailable",
    xmlErrorOtherCharset: "transient ServiceUnavailable",
    null400: "invalid HTTP400",
    null200: "transient InvalidResponse",
    array200: "transient InvalidResponse",
    noList200: "transient InvalidResponse",
};

const CASES = Object.entries(FAULTS).map(([kind, error]) => ({ kind: kind as FaultKind, error }));

function faultOf(kind: FaultKind): Fault {
    return kind === "slow" ? { kind, delayMs: 60_000 } : { kind };
}

/** What came of it, in a word. */
async function outcomeOf(reading: Promise<{ rows: readonly object[] }>): Promise<string | undefined> {
    try {
        const { rows } = await reading;
        assert.deepEqual(rows, REACHED);
        return undefined;
    } catch (error) {
        if (!(error instanceof EcsApiError)) {
            throw error;
        }
        assert.doesNotMatch(error.message, /undefined|\[object|https?:\/\//);
        return `${error.kind} ${error.code}`;
    }
}

/** The SDK takes longer to load than the short attempts below last. */
async function loadSdk(): Promise<void> {
    await onWire(OPTIONS, async (wire) => {
        await wire.api().describeInstanceStatus(REQUEST);
    })();
}

describe("faults on the wire", () => {
    before(loadSdk);

    describe("in one attempt", () => {
        for (const { kind, error } of CASES) {
            it(
                error === undefined ? `${kind} does no harm` : `${kind} is an error: ${error}`,
                onWire(OPTIONS, async (wire) => {
                    wire.ecs.fault(faultOf(kind));
                    const isShort = error === "transient RequestTimeout";
                    const api = wire.api(isShort ? { attemptTimeoutMs: SHORT_MS } : {});
                    assert.equal(await outcomeOf(api.describeInstanceStatus(REQUEST)), error);
                    // a busy machine may not get the request out within the short time
                    assert.ok(isShort || wire.ecs.requests.length === 1);
                }),
            );
        }
    });

    for (const [code, error] of [
        ["Throttling.User", "throttled Throttling.User"],
        ["Forbidden.RAM", "denied Forbidden.RAM"],
    ] as const) {
        for (const kind of ["xmlError", "xmlErrorOtherCharset"] as const) {
            it(
                `an error in XML keeps its code, however its type is spelt: ${kind}, ${code}`,
                onWire(OPTIONS, async (wire) => {
                    wire.ecs.fault({ kind, code });
                    assert.equal(await outcomeOf(wire.api().describeInstanceStatus(REQUEST)), error);
                }),
            );
        }
    }

    describe("in a read", () => {
        const outcomes = new Map<FaultKind, { outcome: string | undefined; requests: number }>();

        // all at once, because each has a pause before it tries again
        before(async () => {
            await Promise.all(
                CASES.map(async ({ kind }) => {
                    const ecs = await EcsEmulator.start(OPTIONS);
                    try {
                        ecs.fault(faultOf(kind));
                        const api = new Wire(ecs).api({ attemptTimeoutMs: 500 });
                        const outcome = await outcomeOf(readStatuses(api, REQUEST));
                        outcomes.set(kind, { outcome, requests: ecs.requests.length });
                    } finally {
                        await ecs.close();
                    }
                }),
            );
        });

        for (const { kind, error } of CASES) {
            const isSurvived = error?.startsWith("transient") ?? true;

            it(`${kind} is ${isSurvived ? "survived" : "not tried again"}`, () => {
                assert.deepEqual(outcomes.get(kind), {
                    outcome: isSurvived ? undefined : error,
                    requests: error?.startsWith("transient") ? 2 : 1,
                });
            });
        }

        it(
            "an id is not taken for absent because a broken answer has no row for it",
            onWire(OPTIONS, async (wire) => {
                for (const change of [
                    { InstanceStatuses: {} },
                    { InstanceStatuses: { InstanceStatus: [{ InstanceId: "i-1" }] } },
                    { InstanceStatuses: { InstanceStatus: [null] } },
                    { TotalCount: "abc" },
                ]) {
                    wire.ecs.fault({ kind: "answer", change });
                    const outcome = await outcomeOf(wire.api().describeInstanceStatus(REQUEST));
                    assert.equal(outcome, "transient InvalidResponse", JSON.stringify(change));
                }
            }),
        );
    });

    it(
        "a port at which nobody listens is a fault that passes",
        onWire(OPTIONS, async (wire) => {
            const api = wire.api();
            await wire.ecs.close();
            assert.equal(await outcomeOf(api.describeInstanceStatus(REQUEST)), "transient ECONNREFUSED");
        }),
    );
});

describe("a throttled ECS", () => {
    before(loadSdk);

    for (const [kind, code] of [
        ["throttled", "Throttling.User"],
        ["empty429", "HTTP429"],
    ] as const) {
        it(
            `that answers ${kind} is asked again in the next minute, no earlier`,
            onWire(OPTIONS, async (wire) => {
                await withFakeClock(async (clock) => {
                    wire.ecs.fault({ kind });
                    const reading = readStatuses(wire.api(), REQUEST);
                    await until(
                        () => wire.ecs.requests[0]?.httpStatus !== undefined && wire.ecs.requests[0].httpStatus > 0,
                    );
                    await settleSockets();
                    await clock.tickAsync(29_900);
                    await settleSockets();
                    assert.equal(wire.ecs.requests.length, 1);
                    await clock.tickAsync(2_600);
                    await until(() => wire.ecs.requests.length === 2);
                    assert.deepEqual((await reading).rows, REACHED);
                    const { at } = wire.ecs.requests[1]!;
                    assert.ok(at >= HALF_PAST + 30_000 && at <= HALF_PAST + 32_500, String(at - HALF_PAST));
                });
            }),
        );

        it(
            `that answers ${kind} is an error of the kind throttled to one attempt`,
            onWire(OPTIONS, async (wire) => {
                wire.ecs.fault({ kind });
                assert.equal(await outcomeOf(wire.api().describeInstanceStatus(REQUEST)), `throttled ${code}`);
            }),
        );
    }

    it(
        "that says when to come back is asked again then",
        onWire(OPTIONS, async (wire) => {
            wire.ecs.fault({ kind: "throttled", retryAfterMs: 30 });
            const reading = await readStatuses(wire.api(), REQUEST);
            assert.deepEqual(reading.rows, REACHED);
            const [first, second] = wire.ecs.requests;
            const pause = second!.at - first!.at;
            assert.ok(pause >= 29 && pause < 2_000, String(pause));
        }),
    );

    it(
        "hands its hint on, in milliseconds",
        onWire(
            { ...OPTIONS, quotaPerMinute: 1, retryAfterHeader: true, now: () => HALF_PAST, verifySignatures: false },
            async (wire) => {
                const api = wire.api();
                await api.describeInstanceStatus(REQUEST);
                await assert.rejects(api.describeInstanceStatus(REQUEST), { kind: "throttled", retryAfterMs: 30_000 });
            },
        ),
    );

    it(
        "that uses up a quota lets the rest of the chunks through in the next minute",
        onWire({ ...OPTIONS, quotaPerMinute: 2 }, async (wire) => {
            await withFakeClock(async (clock) => {
                const instanceIds = Array.from({ length: 120 }, (_, index) => `i-${index}`);
                const reading = readStatuses(wire.api(), { ...REQUEST, instanceIds });
                await until(() => wire.ecs.requests[2]?.code === "Throttling.User");
                await settleSockets();
                await clock.tickAsync(32_500);
                await until(() => wire.ecs.requests.length === 4);
                assert.equal((await reading).requestIds.length, 3);
            });
        }),
    );
});

describe("an attempt that is given up", () => {
    before(loadSdk);

    for (const kind of ["hang", "stall", "drip"] as const) {
        it(
            `by its time-out closes its connection, though ECS does ${kind}`,
            onWire(OPTIONS, async (wire) => {
                wire.ecs.fault({ kind });
                const startedAt = performance.now();
                await assert.rejects(wire.api({ attemptTimeoutMs: SHORT_MS }).describeInstanceStatus(REQUEST), {
                    code: "RequestTimeout",
                    rawMessage: `no answer within ${SHORT_MS}ms`,
                });
                const took = performance.now() - startedAt;
                assert.ok(took >= SHORT_MS - 2 && took < SHORT_MS + 2_000, String(took));
                await until(() => wire.openSockets === 0);
            }),
        );

        it(
            `by a signal closes its connection and ends with the signal's reason, though ECS does ${kind}`,
            onWire(OPTIONS, async (wire) => {
                wire.ecs.fault({ kind });
                const controller = new AbortController();
                const reason = new Error("called off");
                const attempt = wire.api().describeInstanceStatus(REQUEST, controller.signal);
                const rejected = assert.rejects(attempt, (error) => error === reason);
                await until(() => wire.ecs.requests.length === 1);
                await settleSockets();
                controller.abort(reason);
                await rejected;
                await until(() => wire.openSockets === 0);
            }),
        );
    }

    it(
        "before it began sends nothing",
        onWire(OPTIONS, async (wire) => {
            const reason = new Error("called off");
            await assert.rejects(
                wire.api().describeInstanceStatus(REQUEST, AbortSignal.abort(reason)),
                (error) => error === reason,
            );
            await settleSockets();
            assert.equal(wire.ecs.requests.length, 0);
        }),
    );

    it(
        "leaves others alone that run at the same time",
        onWire({ instances: [{ instanceId: "i-1" }, { instanceId: "i-2" }], latencyMs: 30 }, async (wire) => {
            wire.ecs.fault({ kind: "hang", instanceId: "i-1" });
            const api = wire.api();
            const controller = new AbortController();
            const given = api.describeInstanceStatus(REQUEST, controller.signal);
            const rejected = assert.rejects(given);
            const others = Array.from({ length: 10 }, () =>
                api.describeInstanceStatus({ ...REQUEST, instanceIds: ["i-2"] }),
            );
            await until(() => wire.ecs.requests.length === 11);
            controller.abort();
            await rejected;
            for (const { rows } of await Promise.all(others)) {
                assert.deepEqual(rows, [{ instanceId: "i-2", status: "Running" }]);
            }
        }),
    );

    it(
        "does not spoil the next one",
        onWire(OPTIONS, async (wire) => {
            const api = wire.api({ attemptTimeoutMs: 250 });
            wire.ecs.fault({ kind: "hang" });
            await assert.rejects(api.describeInstanceStatus(REQUEST));
            assert.deepEqual((await api.describeInstanceStatus(REQUEST)).rows, REACHED);
        }),
    );

    it(
        "leaves no listener on a signal that many share",
        onWire(OPTIONS, async (wire) => {
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
            wire.ecs.fault({ kind: "empty500", times: 1, skip: 1 });
            const api = wire.api();
            await api.describeInstanceStatus(REQUEST, signal);
            await assert.rejects(api.describeInstanceStatus(REQUEST, signal));
            assert.equal(listeners, 0);
        }),
    );
});

/** Lets what is on its way through sockets and promises arrive. */
async function settleSockets(): Promise<void> {
    for (let turn = 0; turn < 50; turn++) {
        await new Promise(setImmediate);
    }
}
