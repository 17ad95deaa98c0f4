import { waitForInstanceStatus } from "../../provider/functions/wait-for-instance-status";
import type { WaitReport } from "../../provider/wait/wait-report";
import { cpuMs, sleep, wallClockMs } from "../shared/measure";
import { type EmulatorEnv, type SdkFleet, sdkFleet } from "../shared/sdk-look";

const NAIVE_INTERVAL_MS = 5_000;
const ROWS_PER_REQUEST = 100;
/** Not of the fleet, and in target already: one request for it loads the client and opens its connection. */
export const WARM_UP_FLEET: Fleet = { instanceIds: ["i-warmup"], instanceName: "warm-up" };

export const FLEET_WAITERS = ["this package", "naive loop over the SDK, 5 s"] as const;
export type FleetWaiter = (typeof FLEET_WAITERS)[number];

/** The instances of a fleet, and what to wait for. */
export interface Fleet {
    readonly instanceIds: readonly string[];
    /** Chooses all of them. With it their status is waited for; without it, status and health by their ids. */
    readonly instanceName?: string | undefined;
}

/** Waits for a whole fleet in real time. The emulator knows when each instance changed. */
export async function largeFleet({
    waiter,
    env,
    ...fleet
}: Fleet & { waiter: FleetWaiter; env: EmulatorEnv }): Promise<{ noticedAt: Record<string, number>; cpuMs: number }> {
    const client = sdkFleet(env);
    const wait = (one: Fleet): Promise<Record<string, number>> =>
        waiter === "this package" ? waitWithPackage(env, one) : waitInLoop(client, one);
    const { instanceIds, instanceName } = WARM_UP_FLEET;
    await wait({ instanceIds, instanceName: fleet.instanceName === undefined ? undefined : instanceName });
    const before = cpuMs();
    const noticedAt = await wait(fleet);
    return { noticedAt, cpuMs: cpuMs() - before };
}

/** With every default. */
async function waitWithPackage(env: EmulatorEnv, fleet: Fleet): Promise<Record<string, number>> {
    const { instanceIds, instanceName } = fleet;
    const startedAt = wallClockMs();
    const args =
        instanceName === undefined
            ? { instanceIds, targetHealth: ["Ok"] }
            : { selector: { instanceName }, minInstanceCount: instanceIds.length };
    const report: WaitReport = await waitForInstanceStatus(args, { env });
    const noticed = Object.entries(report.history).map(([id, changes]): [string, number] => {
        const reached = changes.find(
            ({ status, health }) => status === "Running" && (instanceName !== undefined || health === "Ok"),
        );
        return [id, startedAt + (reached?.at ?? NaN)];
    });
    return Object.fromEntries(noticed);
}

/** The first thing that a user writes. */
async function waitInLoop(client: SdkFleet, { instanceIds, instanceName }: Fleet): Promise<Record<string, number>> {
    const noticedAt: Record<string, number> = {};
    const note = (rows: readonly { id: string; isReached: boolean }[]): void => {
        for (const { id, isReached } of rows) {
            if (isReached) {
                noticedAt[id] ??= wallClockMs();
            }
        }
    };
    for (;;) {
        if (instanceName === undefined) {
            for (let start = 0; start < instanceIds.length; start += ROWS_PER_REQUEST) {
                note(await client.health(instanceIds.slice(start, start + ROWS_PER_REQUEST)));
            }
        } else {
            let nextToken: string | undefined;
            do {
                const page = await client.list(instanceName, nextToken);
                note(page.rows);
                nextToken = page.nextToken;
            } while (nextToken !== undefined);
        }
        if (instanceIds.every((id) => id in noticedAt)) {
            return noticedAt;
        }
        await sleep(NAIVE_INTERVAL_MS);
    }
}
