const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The accepted form, as error messages describe it. */
export const DURATION_FORM = 'a duration such as "500ms", "90s" or "1h30m" (units: ms, s, m, h, d)';

/**
 * Parses a duration in the form of Pulumi's `customTimeouts`: numbers with units, one after another.
 *
 * @returns milliseconds, or `undefined` for any other form, such as a number without a unit
 */
export function parseDuration(text: string): number | undefined {
    if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/.test(text)) {
        return undefined;
    }
    let milliseconds = 0;
    for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)) {
        milliseconds += Number(number) * UNIT_MS[unit as keyof typeof UNIT_MS];
    }
    return Number.isFinite(milliseconds) ? Math.round(milliseconds) : undefined;
}

/** Formats a duration for messages: `350ms`, `8.2s`, `31s`, `5m0s`, `1h30m`. */
export function formatDuration(milliseconds: number): string {
    if (Math.round(milliseconds) < 1_000) {
        return `${Math.round(milliseconds)}ms`;
    }
    const tenths = Math.round(milliseconds / 100);
    if (tenths < 100) {
        return `${tenths / 10}s`;
    }
    const seconds = Math.round(milliseconds / 1_000);
    if (seconds < 60) {
        return `${seconds}s`;
    }
    if (seconds < 3_600) {
        return `${Math.floor(seconds / 60)}m${seconds % 60}s`;
    }
    const minutes = Math.round(milliseconds / 60_000); // of the milliseconds: a second rounding may be off by one
    return `${Math.floor(minutes / 60)}h${minutes % 60}m`;
}
