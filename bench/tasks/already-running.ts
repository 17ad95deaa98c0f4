import { waitForInstanceStatus } from "../../provider/functions/wait-for-instance-status";
import { type EmulatorEnv, sdkLook } from "../shared/sdk-look";

const WARM_UP_ROUNDS = 20;

/** Without this, the budget would delay hundreds of waits in a row. */
const SETTINGS = { maxRequestsPerMinute: 100_000 };

/** Waits for an instance that is Running already, in turn with bare calls of the SDK. */
export async function alreadyRunning(args: {
    env: EmulatorEnv;
    instanceId: string;
    times: number;
}): Promise<{ waitMs: number[]; bareMs: number[]; polls: number[] }> {
    const look = sdkLook(args.env);
    const waitMs: number[] = [];
    const bareMs: number[] = [];
    const polls: number[] = [];
    for (let round = -WARM_UP_ROUNDS; round < args.times; round += 1) {
        const start = performance.now();
        await look([args.instanceId]);
        const between = performance.now();
        const report = await waitForInstanceStatus(
            { instanceIds: [args.instanceId] },
            { env: args.env, settings: SETTINGS },
        );
        if (round >= 0) {
            bareMs.push(between - start);
            waitMs.push(performance.now() - between);
            polls.push(report.polls);
        }
    }
    return { waitMs, bareMs, polls };
}

/** Begins a wait for each instance in one turn of the event loop; the emulator counts the requests. */
export async function oneTurn(args: { env: EmulatorEnv; instanceIds: readonly string[] }): Promise<{ ms: number }> {
    const start = performance.now();
    await Promise.all(
        args.instanceIds.map((id) =>
            waitForInstanceStatus({ instanceIds: [id] }, { env: args.env, settings: SETTINGS }),
        ),
    );
    return { ms: performance.now() - start };
}
