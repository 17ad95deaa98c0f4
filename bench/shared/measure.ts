import { readFileSync } from "node:fs";

/** CPU time of all threads of this process, in milliseconds. */
export function cpuMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
}

/**
 * The peak memory of this process, in bytes. On Linux it is read from /proc: `resourceUsage()` of a forked process starts
 * at the memory of its parent.
 */
export function peakMemory(): number {
    try {
        const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
        if (kilobytes !== undefined) {
            return Number(kilobytes) * 1_024;
        }
    } catch {
        // not Linux
    }
    return process.resourceUsage().maxRSS * 1_024;
}

/** The time on a clock that all processes of this machine share, in milliseconds with fractions. */
export function wallClockMs(): number {
    return performance.timeOrigin + performance.now();
}

export function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
}
