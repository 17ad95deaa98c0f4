/** One target, and what was measured. */
export interface Verdict {
    readonly measure: string;
    readonly target: string;
    readonly measured: string;
    /** `undefined`: not measured in this run. */
    readonly reached: boolean | undefined;
}

export interface Table {
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
}

/** The result of one section of the bench. */
export interface Section {
    readonly title: string;
    /** How it was measured. */
    readonly how: string;
    readonly tables: readonly Table[];
    readonly verdicts: readonly Verdict[];
}

export function seconds(ms: number): string {
    return `${(ms / 1_000).toFixed(2)} s`;
}

export function milliseconds(ms: number): string {
    return ms < 10 ? `${ms.toFixed(2)} ms` : `${ms.toFixed(ms < 100 ? 1 : 0)} ms`;
}

export function megabytes(bytes: number): string {
    return `${(bytes / 2 ** 20).toFixed(bytes < 100 * 2 ** 20 ? 1 : 0)} MB`;
}

export function count(value: number): string {
    return Number.isInteger(value) ? value.toLocaleString("en-US") : value.toFixed(value < 100 ? 1 : 0);
}

export function percent(share: number): string {
    return `${(share * 100).toFixed(1)} %`;
}
