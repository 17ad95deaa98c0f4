import type { MedianBootMs } from "./shared/boot-times";

/** How often each thing is measured: everything in under 10 minutes, or a quick check that nothing is broken. */
export interface Sizes {
    /** Processes of each kind that load the package, or the SDK, and send two requests. */
    readonly freshProcesses: number;
    /** Waits of one instance for each median boot time, each in a world of its own. */
    readonly oneInstanceRuns: number;
    /** Worlds of 100 gates for each median boot time, in virtual time; a fifth of it for 500 gates. */
    readonly virtualWorlds: number;
    /** Worlds of 100 gates for each median boot time, in real time; 0: none. */
    readonly loopbackWorlds: number;
    /** The median boot time of the large fleets, which are waited for in real time. */
    readonly fleetMedianBootMs: MedianBootMs;
    /** Processes of each kind that poll 10,000 ids, and the rounds in each of them. */
    readonly pairs: number;
    readonly roundsPerPair: number;
    readonly heapRounds: number;
    /** The timeout of the wait for 10,000 ids, and for 100,000; 0: the wait is left out. */
    readonly largeTimeoutMs: readonly [number, number];
    /** Statuses that are judged in each measurement of the CPU per id and round. */
    readonly judged: number;
    readonly cpuRepeats: number;
    readonly alreadyRunningTimes: number;
    readonly faultRepeats: number;
    /** Gates in a stack on the real engine, and unchanged updates of it; 0: none. */
    readonly unchangedGates: number;
    readonly unchangedRuns: number;
}

export const FULL: Sizes = {
    freshProcesses: 15,
    oneInstanceRuns: 3_000,
    virtualWorlds: 100,
    loopbackWorlds: 10,
    fleetMedianBootMs: 35_000,
    pairs: 5,
    roundsPerPair: 6,
    heapRounds: 1_000,
    largeTimeoutMs: [600_000, 3_000_000],
    judged: 2_000_000,
    cpuRepeats: 3,
    alreadyRunningTimes: 300,
    faultRepeats: 5,
    unchangedGates: 100,
    unchangedRuns: 5,
};

export const QUICK: Sizes = {
    freshProcesses: 3,
    oneInstanceRuns: 200,
    virtualWorlds: 10,
    loopbackWorlds: 0,
    fleetMedianBootMs: 8_000,
    pairs: 1,
    roundsPerPair: 3,
    heapRounds: 40,
    largeTimeoutMs: [600_000, 0],
    judged: 400_000,
    cpuRepeats: 1,
    alreadyRunningTimes: 50,
    faultRepeats: 1,
    unchangedGates: 0,
    unchangedRuns: 0,
};
