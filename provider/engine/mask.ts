import type { ResourceLog } from "../resource/resource-context";

/** Replaces the secrets in a text. */
export type Mask = (text: string) => string;

/** No message quotes these: words of ECS, and what a program counts or hashes to wait again. */
const NEVER_QUOTED: readonly string[] = [
    "targetStatuses",
    "targetHealth",
    "failStatuses",
    "onDrift",
    "statusById",
    "healthById",
    "statuses",
    "triggers",
];

/** Whether messages may quote this property. */
export function isQuoted(property: string): boolean {
    return !NEVER_QUOTED.includes(property);
}

/** Masks these texts. */
export function maskOf(texts: readonly string[]): Mask {
    const secrets = [...new Set(texts)];
    if (secrets.length === 0) {
        return (text) => text;
    }
    const longestFirst = secrets.sort((one, other) => other.length - one.length).map(escaped);
    // whole words only: a secret of one letter must not take the letters out of all others
    const pattern = new RegExp(`(?<![\\w-])(?:${longestFirst.join("|")})(?![\\w-])`, "g");
    return (text) => text.replace(pattern, "[secret]");
}

/** The texts in a value. */
export function textsWithin(value: unknown): string[] {
    if (typeof value === "string") {
        return value === "" ? [] : [value];
    }
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsWithin) : [];
}

/** A log whose messages are masked. */
export function maskedLog(log: ResourceLog, mask: Mask): ResourceLog {
    return {
        progress: (describe) => log.progress(() => mask(describe())),
        info: (text) => log.info(mask(text)),
        warn: (text) => log.warn(mask(text)),
    };
}

function escaped(text: string): string {
    return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
