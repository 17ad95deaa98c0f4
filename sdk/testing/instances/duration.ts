import { showValue } from "../show-value";

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `ms` comes before `m`, or "5ms" would be read as five minutes and a stray "s". */
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h)/g;
const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/;

/**
 * Reads "500ms", "2s" or "1m30s".
 *
 * Written anew, not shared with the package's own parser: the emulator is what that package is checked against.
 */
export function parseDurationMs(name: string, text: string): number {
    if (typeof text !== "string" || !WHOLE.test(text)) {
        throw new TypeError(`${name}: expected a duration such as "500ms", "2s" or "1m30s", got ${showValue(text)}`);
    }
    let total = 0;
    for (const [, amount, unit] of text.matchAll(PART)) {
        total += Number(amount) * (UNIT_MS[unit ?? ""] ?? 0);
    }
    return total;
}
