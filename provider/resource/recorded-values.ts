/*
 * A state may be damaged or edited by hand, so its values are read leniently: a value of another type counts as not
 * recorded.
 */

/** The texts of a recorded list. */
export function textsIn(value: unknown): string[] {
    return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** The texts of a recorded object, by name. */
export function textByName(value: unknown): Record<string, string> {
    const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
