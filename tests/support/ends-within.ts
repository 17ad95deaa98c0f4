import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const LOOK_AGAIN_AFTER_MS = 20;
/** Starts of Node one after another: half a second on a machine with nothing else to do, and more on a busy one. */
const STARTS = 8;

/**
 * Waits until something has ended, and fails when that takes longer than the bound.
 *
 * On a busy machine everything takes longer. So after the bound Node is started again and again, and what is to end may
 * take as long as some starts. A machine that is n times slower gives n times as long.
 */
export async function endsWithin(boundMs: number, what: string, hasEnded: () => boolean): Promise<void> {
    const startedAt = performance.now();
    while (!hasEnded() && performance.now() - startedAt < boundMs) {
        await sleep(LOOK_AGAIN_AFTER_MS);
    }
    for (let start = 0; start < STARTS && !hasEnded(); start += 1) {
        await promisify(execFile)(process.execPath, ["-e", "0"]);
    }
    const tookMs = Math.round(performance.now() - startedAt);
    assert.ok(hasEnded(), `${what}: not after ${boundMs} ms, and not after ${tookMs} ms on this machine`);
}
