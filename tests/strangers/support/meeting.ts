import assert from "node:assert/strict";
import { EcsEmulator, type EcsEmulatorOptions, type EmulatorCredentials } from "../../../sdk/testing";
import type { RecordedRequest } from "../../../sdk/testing";
import type { Driver } from "./driver";
import type { Outcome, Parameters, Stranger } from "./stranger";

export const REGION = "cn-hangzhou";
export const KEY: EmulatorCredentials = { accessKey: "made-up-key", secretKey: "made-up/secret+=" };

/** An emulator with a client in front of it. */
export interface Party {
    readonly ecs: EcsEmulator;
    /** Asks; by default as whom the emulator lets in. */
    readonly ask: (parameters?: Parameters, key?: EmulatorCredentials) => Promise<Outcome>;
}

/** Makes a test with an emulator of its own. Options that hold a time are a function: it runs when the test starts. */
export type Meeting = (
    options: EcsEmulatorOptions | (() => EcsEmulatorOptions),
    test: (party: Party) => Promise<void>,
) => () => Promise<void>;

export function meetingOf({ task, choices }: Stranger, driver: () => Driver): Meeting {
    return (givenOptions, test) => async () => {
        const options = typeof givenOptions === "function" ? givenOptions() : givenOptions;
        const ecs = await EcsEmulator.start({ ...KEY, regionId: REGION, ...options });
        const ask: Party["ask"] = async (parameters = {}, key = { ...KEY, securityToken: options.securityToken }) => {
            const { action = "DescribeInstanceStatus", ...others } = parameters;
            const asked = { regionId: REGION, ...others };
            const question = { task, action, endpoint: ecs.endpoint, key, ...choices, parameters: asked };
            const outcome = (await driver().ask(question)) as Outcome;
            if (outcome.failure !== undefined) {
                throw new Error(`the client could make nothing of it: ${outcome.failure}`);
            }
            return outcome;
        };
        try {
            await test({ ecs, ask });
        } finally {
            await ecs.close();
        }
    };
}

/** The one request that came of it: a client that tried again by itself would hide what it was told. */
export function onlyRequest(ecs: EcsEmulator): RecordedRequest {
    const [request] = ecs.requests;
    assert.ok(request !== undefined && ecs.requests.length === 1, `${ecs.requests.length} requests`);
    return request;
}

/** A clock that stands still half a minute before the next minute. It is at most half a minute from the client's. */
export function stoppedClock(): () => number {
    const halfPast = Math.floor(Date.now() / 60_000) * 60_000 + 30_000;
    return () => halfPast;
}

export function numberedIds(count: number): string[] {
    return Array.from({ length: count }, (_, index) => `i-${String(index + 1).padStart(3, "0")}`);
}
