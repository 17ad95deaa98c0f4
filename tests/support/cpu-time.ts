/** The CPU time of this process that some work takes: unlike the time by the clock, other processes hardly change it. */
export function cpuTimeMs(work: () => void): number {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
}
