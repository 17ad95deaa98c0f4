import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

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

/**
 * How long a real process may take to end, on a busy machine, where it would otherwise go on for minutes. How soon it
 * begins to end is tested where no machine is slow: `watch-engine.test.ts` (virtual time), `native-plugin.test.ts`
 * (round trips).
 */
export const ENDS_WITHIN_MS = 60_000;

/** Waits until none of them is left. */
export async function untilNoProvider(program: string, form: string): Promise<void> {
    const deadline = Date.now() + ENDS_WITHIN_MS;
    while (providersIn(program, form).length > 0) {
        assert.ok(Date.now() < deadline, `still there: ${providersIn(program, form).join(", ")}`);
        await sleep(100);
    }
}
