import { readdirSync, readFileSync } from "node:fs";
import { endsWithin } from "./ends-within";

/** The part of a command line by which the provider processes of each form are known. */
export const DYNAMIC = "cmd/dynamic-provider";
export const NATIVE = "pulumi-resource-alicloud-instance-status";

/** The provider processes of this form whose environment names the program's folder; Linux only, as CI is. */
export function providersIn(program: string, form: string): number[] {
    return readdirSync("/proc")
        .filter((name) => {
            try {
                return (
                    /^\d+$/.test(name) &&
                    readFileSync(`/proc/${name}/cmdline`, "utf8").includes(form) &&
                    readFileSync(`/proc/${name}/environ`, "utf8").includes(program.replace(/\/program$/, ""))
                );
            } catch {
                return false; // it ended meanwhile
            }
        })
        .map(Number);
}

/** Waits until none of them is left; fails when that takes longer than the bound. */
export function untilNoProvider(program: string, form: string, boundMs: number): Promise<void> {
    return endsWithin(boundMs, `the provider processes of ${program}`, () => providersIn(program, form).length === 0);
}
