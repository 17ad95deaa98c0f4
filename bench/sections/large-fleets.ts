import type { EmulatedInstance } from "../../sdk/testing";
import type { Laboratory } from "../processes/laboratory";
import { count, milliseconds, type Section, seconds, type Verdict } from "../report/section";
import { bootTimes, type MedianBootMs } from "../shared/boot-times";
import { benchIds } from "../shared/random";
import { mean, mostWithin, percentile } from "../shared/statistics";
import type { Sizes } from "../sizes";
import { FLEET_WAITERS, type FleetWaiter, WARM_UP_FLEET } from "../tasks/large-fleet";

const MEMBERS = 1_000;
const BUDGET = 250;
/** All instances of the bench have it. ECS filters fewer than 1,000 instances by a tag, but any number by a name. */
const NAME = "bench-*";
/** From Running until ECS reports the health Ok. */
const HEALTH_TAKES_MS = 10_000;

const CASES = ["1,000 members by selector", "1,000 ids with health"] as const;
type Case = (typeof CASES)[number];

interface Measured {
    readonly requests: number;
    readonly mostInAMinute: number;
    readonly cpuMs: number;
    readonly peakMemory: number;
    readonly lagsMs: readonly number[];
    /** From the change of the last instance to the end of the wait. */
    readonly lastLagMs: number;
}

interface Run {
    readonly name: Case;
    readonly waiter: FleetWaiter;
    readonly measured: Measured;
}

/** All four run at once, each with an emulator and a process of its own: together they need little CPU. */
export async function largeFleets(laboratory: Laboratory, { fleetMedianBootMs }: Sizes): Promise<Section> {
    const runs = await Promise.all(
        CASES.flatMap((name) =>
            FLEET_WAITERS.map(async (waiter): Promise<Run> => ({
                name,
                waiter,
                measured: await runFleet(laboratory, name, waiter, fleetMedianBootMs),
            })),
        ),
    );
    return {
        title: "Large fleets, real time on loopback",
        how:
            `One wait until all ${count(MEMBERS)} instances are Running, or Running and Ok, which they are ` +
            `${seconds(HEALTH_TAKES_MS)} after Running. Boots have a median of ${seconds(fleetMedianBootMs)}, σ 0.35. The selector is ` +
            "`instanceName`, because ECS filters fewer than 1,000 instances by tag. The loop asks for all of them, 100 in a " +
            "request, one request after another, and pauses 5 s. All four run at once, each in a process of its own. Lag is the " +
            "time from the change of an instance to the answer that shows it; the last column is that of the whole wait, from the change " +
            "of its last instance. CPU is that of the client, the SDK loaded; in a short run, code that is not compiled yet is a large part of it. Memory " +
            "includes the SDK.",
        tables: [
            {
                header: [
                    "",
                    "waiter",
                    "requests",
                    "most in a minute",
                    "CPU",
                    "CPU of a request",
                    "peak memory",
                    "mean lag",
                    "p95",
                    "end after the last change",
                ],
                rows: runs.map(({ name, waiter, measured }) => [
                    name,
                    waiter,
                    count(measured.requests),
                    count(measured.mostInAMinute),
                    milliseconds(measured.cpuMs),
                    milliseconds(measured.cpuMs / measured.requests),
                    `${Math.round(measured.peakMemory / 2 ** 20)} MB`,
                    seconds(mean(measured.lagsMs)),
                    seconds(percentile(measured.lagsMs, 95)),
                    seconds(measured.lastLagMs),
                ]),
            },
        ],
        verdicts: CASES.map((name) => verdictOf(name, runs)),
    };
}

function verdictOf(name: Case, runs: readonly Run[]): Verdict {
    const [own, loop] = FLEET_WAITERS.map(
        (waiter) => (runs.find((run) => run.name === name && run.waiter === waiter) as Run).measured,
    ) as [Measured, Measured];
    return {
        measure: `${name}: most requests in a minute; mean lag (naive loop)`,
        target: "≤ 250; less than that of the loop",
        measured: `${count(own.mostInAMinute)}; ${seconds(mean(own.lagsMs))} (${seconds(mean(loop.lagsMs))})`,
        reached: own.mostInAMinute <= BUDGET && mean(own.lagsMs) < mean(loop.lagsMs),
    };
}

async function runFleet(
    laboratory: Laboratory,
    name: Case,
    waiter: FleetWaiter,
    medianBootMs: MedianBootMs,
): Promise<Measured> {
    const { emulators } = laboratory;
    const instanceIds = benchIds(MEMBERS);
    const boots = bootTimes(1, MEMBERS, medianBootMs);
    const withHealth = name === "1,000 ids with health";
    const booting = instanceIds.map((instanceId, index): EmulatedInstance => {
        const bootMs = boots[index] as number;
        return {
            instanceId,
            instanceName: NAME.replace("*", instanceId),
            script: [["Pending", `${bootMs}ms`], ["Running"]],
            healthScript: [["Initializing", `${bootMs + HEALTH_TAKES_MS}ms`], ["Ok"]],
        };
    });
    const [warmUpId = ""] = WARM_UP_FLEET.instanceIds;
    const { number, env } = await emulators.start([
        ...booting,
        { instanceId: warmUpId, instanceName: WARM_UP_FLEET.instanceName },
    ]);
    const fleet = { instanceIds, instanceName: withHealth ? undefined : NAME };
    const { noticedAt, cpuMs, peakMemory } = await laboratory.run("largeFleet", { waiter, env, ...fleet });
    const requests = await emulators.requests(number);
    await emulators.close(number);
    const at = requests.at.slice(1); // without the request that warms up
    // the clock of an instance starts at the first request for it; a listing is for all of them
    const changedAt = instanceIds.map(
        (id, index) =>
            (withHealth ? (requests.firstAskedAt[id] as number) + HEALTH_TAKES_MS : (at[0] as number)) +
            (boots[index] as number),
    );
    return {
        requests: at.length,
        mostInAMinute: mostWithin(60_000, at),
        cpuMs,
        peakMemory,
        lagsMs: instanceIds.map((id, index) => (noticedAt[id] as number) - (changedAt[index] as number)),
        lastLagMs: Math.max(...Object.values(noticedAt)) - Math.max(...changedAt),
    };
}
