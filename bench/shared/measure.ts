import { readFileSync } from "node:fs";

/** CPU time of this process, all threads of it, in milliseconds. */
export function cpuMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
}

/**
 * The most memory that this process ever had, in bytes. Where Linux says it, not from `resourceUsage()`: that number
 * begins at what the parent had when it forked.
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

/** The moment on a clock that all processes of this machine share, with fractions of a millisecond. */
export function wallClockMs(): number {
    return performance.timeOrigin + performance.now();
}

export function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
}
