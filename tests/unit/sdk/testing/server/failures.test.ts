import assert from "node:assert/strict";

import { EcsEmulator, type EcsEmulatorOptions, type Fault, type RecordedRequest } from "../../../../../sdk/testing";
import { ask } from "../raw-client";

/** Runs a test, and expects that closing the emulator throws this very value. */
function endingIn(
    thrown: unknown,
    options: EcsEmulatorOptions,
    test: (ecs: EcsEmulator) => Promise<void>,
): () => Promise<void> {
    return async () => {
        const ecs = await EcsEmulator.start(options);
        let closed: Promise<void> | undefined;
        try {
            await test(ecs);
        } finally {
            closed = ecs.close();
            await closed.catch(() => undefined);
        }
        const isThrown = (error: unknown): boolean => error === thrown;
        await assert.rejects(closed, isThrown);
        await assert.rejects(ecs.close(), isThrown, "whoever closes it once more learns of it too");
        await assert.rejects(ask(ecs), { code: "ECONNREFUSED" }, "all is closed nevertheless");
    };
}

describe("a mistake in onRequest", () => {
    const mistake = new Error("expected one request, got two");

    it(
        "costs no answer, and is what closing the emulator throws",
        endingIn(mistake, { onRequest: () => assert.fail(mistake) }, async (ecs) => {
            assert.equal((await ask(ecs)).status, 200);
            assert.equal((await ask(ecs)).status, 200);
            assert.deepEqual(
                ecs.requests.map(({ httpStatus }) => httpStatus),
                [200, 200],
            );
        }),
    );

    it(
        "of an async function is told in the same way",
        endingIn(mistake, { onRequest: () => Promise.reject(mistake) as unknown as undefined }, async (ecs) => {
            assert.equal((await ask(ecs)).status, 200);
        }),
    );

    it(
        "that throws no Error is told in the same way",
        endingIn(
            undefined,
            {
                onRequest: () => {
                    // eslint-disable-next-line @typescript-eslint/only-throw-error
                    throw undefined;
                },
            },
            async (ecs) => {
                assert.equal((await ask(ecs)).status, 200);
            },
        ),
    );

    it(
        "is told by its first error when each request makes one",
        endingIn(
            mistake,
            {
                onRequest: ({ instanceIds }) => {
                    throw instanceIds.length === 0 ? mistake : new Error("a later one");
                },
            },
            async (ecs) => {
                await ask(ecs);
                await ask(ecs, { parameters: { RegionId: "cn-hangzhou", "InstanceId.1": "i-1" } });
            },
        ),
    );
});

describe("a request that cannot be answered", () => {
    const mistake = new Error("the clock is broken");

    it("ends with HTTP 500 and the error in words, not with silence, and the next one is answered", async () => {
        let isBroken = true;
        const now = (): number => {
            if (isBroken) {
                throw mistake;
            }
            return Date.now();
        };
        await endingIn(mistake, { now }, async (ecs) => {
            const { status, headers, body } = await ask(ecs);
            assert.deepEqual([status, headers["content-type"], headers.connection], [500, "text/plain", "close"]);
            assert.equal(
                body,
                "The emulator cannot answer this request; close() throws the same error. Error: the clock is broken\n",
            );
            isBroken = false;
            assert.equal((await ask(ecs)).status, 200);
        })();
    });

    it("is recorded and told with that status, also when it fails after its latency", async () => {
        const told: number[] = [];
        const onRequest = ({ httpStatus }: RecordedRequest): number => told.push(httpStatus);
        await endingIn(mistake, { latencyMs: 1, onRequest }, async (ecs) => {
            faultThatBreaks(ecs, { kind: "slow", delayMs: 5 }, "delayMs", mistake);
            assert.equal((await ask(ecs)).status, 500);
            assert.equal(ecs.requests[0]?.httpStatus, 500);
            assert.deepEqual(told, [500]);
        })();
    });

    it(
        "ends with its connection when half of the answer is under way",
        endingIn(mistake, {}, async (ecs) => {
            faultThatBreaks(ecs, { kind: "drip", intervalMs: 5 }, "intervalMs", mistake);
            await assert.rejects(ask(ecs), { code: "ECONNRESET" });
            assert.equal((await ask(ecs)).status, 200);
        }),
    );
});

/** Hands over a fault that is right, and breaks it when it has been checked. */
function faultThatBreaks<T extends Fault>(ecs: EcsEmulator, fault: T, member: keyof T, error: unknown): void {
    ecs.fault(fault);
    Object.defineProperty(fault, member, {
        get: () => {
            throw error;
        },
    });
}
