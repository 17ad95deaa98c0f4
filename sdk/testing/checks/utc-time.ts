import { rule } from "./rules";

const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

export const UTC_TIME = rule(
    'a UTC time such as "2026-11-26T10:00:00Z"',
    (value) => typeof value === "string" && !Number.isNaN(parseUtcTime(value)),
);

/** Milliseconds since 1970 of a time such as "2026-11-26T10:00:00Z"; `NaN` for any other text. */
export function parseUtcTime(text: string): number {
    return FORM.test(text) ? Date.parse(text) : NaN;
}

export function toUtcTime(time: number): string {
    return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}
