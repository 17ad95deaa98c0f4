import { checkValue } from "../checks/check";
import { matching } from "../checks/rules";

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `ms` precedes `m`: otherwise "5ms" would be five minutes and an extra "s". */
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h)/g;
const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/;

export const DURATION = matching('a duration such as "500ms", "2s" or "1m30s"', WHOLE);

/**
 * Parses "500ms", "2s" or "1m30s". The package has a parser of its own, which the emulator does not share: each checks
 * the other.
 *
 * @throws TypeError
 */
export function parseDurationMs(name: string, text: string): number {
    checkValue(name, text, DURATION);
    let total = 0;
    for (const [, amount, unit] of text.matchAll(PART)) {
        total += Number(amount) * (UNIT_MS[unit ?? ""] ?? 0);
    }
    return total;
}
