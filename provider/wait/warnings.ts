import { formatDuration } from "../domain/duration";
import { firstFew } from "../domain/first-few";
import { INSTANCE_HEALTH, INSTANCE_STATUSES } from "../domain/instance-status";
import type { InstanceObservation, JudgedObservation } from "../domain/observations";
import type { Scoreboard } from "../domain/scoreboard";
import { describeTargets, failsWhenStopped, STOPPED_GRACE_MS } from "../domain/verdict";
import { type WaitConditions, waitsForAbsence } from "../domain/wait-conditions";
import { callSafely } from "./call-safely";

/** ECS lists a new instance within seconds. An id that is absent for longer is probably mistyped. */
const SUSPICIOUS_AFTER_MS = 10_000;

/** The warnings of one wait, each given once. */
export class Warnings {
    readonly #conditions: WaitConditions;
    readonly #timeoutMs: number;
    readonly #warn: (text: string) => void;
    readonly #said = new Set<string>();

    constructor(conditions: WaitConditions, timeoutMs: number, warn: ((text: string) => void) | undefined) {
        this.#conditions = conditions;
        this.#timeoutMs = timeoutMs;
        this.#warn = (text) => callSafely(() => warn?.(text));
    }

    check(board: Scoreboard): void {
        const all = board.all();
        const isStuck = (one: JudgedObservation): boolean =>
            one.status === "Stopped" &&
            !one.everPending &&
            one.verdict === "pending" &&
            failsWhenStopped(this.#conditions);
        const stuck = all.filter(isStuck);
        const stuckMs = Math.min(STOPPED_GRACE_MS, this.#timeoutMs);
        for (const { instanceId } of stuck) {
            this.#once(
                `${instanceId} Stopped`,
                `${instanceId} is Stopped: if it does not start within ${Math.round(stuckMs / 1_000)} s, ` +
                    (board.canLose(stuck.length)
                        ? `it counts as failed (${this.#describeMinimum(board)})`
                        : "the wait fails"),
            );
        }
        for (const { instanceId } of this.#suspiciouslyAbsent(all)) {
            const grace = formatDuration(this.#conditions.absentGraceMs);
            this.#once(
                `${instanceId} not listed`,
                `ECS does not list ${instanceId}, but lists other instances of this region: check the id. ` +
                    `If it stays absent for ${grace}, ${board.canLose(1) ? "it does not count" : "the wait fails"}`,
            );
        }
        const impaired = all.filter(
            ({ instanceId, health, verdict }) =>
                health?.toLowerCase() === "impaired" &&
                verdict === "pending" &&
                this.#isFirst(`${instanceId} Impaired`),
        );
        if (impaired.length > 0) {
            const ids = firstFew(impaired.map(({ instanceId }) => instanceId)).join(", ");
            this.#warn(
                `${ids} ${impaired.length === 1 ? "is" : "are"} Impaired: ECS says that the operating system does not work. ` +
                    "The wait goes on",
            );
        }
        for (const one of all) {
            const { instanceId, status, health, isObserved, everListed, verdict } = one;
            if (status !== undefined && !(INSTANCE_STATUSES as readonly string[]).includes(status)) {
                this.#once(status, `${instanceId} is ${status}, an unknown status: the wait goes on`);
            }
            if (health !== undefined && !isKnownHealth(health)) {
                this.#once(health, `the health of ${instanceId} is ${health}, an unknown word: the wait goes on`);
            }
            if (isObserved && !everListed && verdict === "reached" && waitsForAbsence(this.#conditions)) {
                this.#once(
                    `${instanceId} absent`,
                    `${instanceId} counts as gone, but this wait has never seen it: check the id and the region`,
                );
            }
        }
    }

    /** The instances that ECS does not list although it lists others of the wait: their ids are probably wrong. */
    #suspiciouslyAbsent(all: readonly InstanceObservation[]): readonly InstanceObservation[] {
        if (waitsForAbsence(this.#conditions) || !all.some(({ everListed }) => everListed)) {
            return [];
        }
        return all.filter(
            ({ isObserved, everListed, lastSeenAt, since }) =>
                isObserved && !everListed && lastSeenAt - since >= SUSPICIOUS_AFTER_MS,
        );
    }

    #describeMinimum(board: Scoreboard): string {
        return `${board.required} of ${board.size} instances must be ${describeTargets(this.#conditions)}`;
    }

    #once(key: string, text: string): void {
        if (this.#isFirst(key)) {
            this.#warn(text);
        }
    }

    #isFirst(key: string): boolean {
        const isFirst = !this.#said.has(key);
        this.#said.add(key);
        return isFirst;
    }
}

function isKnownHealth(health: string): boolean {
    return INSTANCE_HEALTH.some((word) => word.toLowerCase() === health.toLowerCase());
}
