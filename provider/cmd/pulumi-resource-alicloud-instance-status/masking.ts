import { type Properties, secretTexts } from "./properties";

/** Takes out of a text what must not be shown. */
export type Mask = (text: string) => string;

/** No message quotes these: words of ECS, and what a program counts or hashes to wait again. */
const NEVER_QUOTED = new Set(["targetStatuses", "failStatuses", "onDrift", "statusById", "statuses", "triggers"]);

/** Messages name instances and quote arguments: not those that the program has marked as secret. */
export function masking(...properties: readonly Properties[]): Mask {
    const quoted = properties.flatMap((one) => Object.entries(one).filter(([name]) => !NEVER_QUOTED.has(name)));
    const secrets = [...new Set(quoted.flatMap(([, value]) => secretTexts(value)))];
    if (secrets.length === 0) {
        return (text) => text;
    }
    const longestFirst = secrets.sort((one, other) => other.length - one.length).map(escaped);
    // whole words only: a secret of one letter must not take the letters out of all others
    const pattern = new RegExp(`(?<![\\w-])(?:${longestFirst.join("|")})(?![\\w-])`, "g");
    return (text) => text.replace(pattern, "[secret]");
}

function escaped(text: string): string {
    return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
