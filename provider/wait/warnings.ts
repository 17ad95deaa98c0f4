import { INSTANCE_STATUSES } from "../domain/instance-status";
import type { InstanceObservation } from "../domain/observations";
import type { Scoreboard } from "../domain/scoreboard";
import { describeTargets, failsWhenStopped, STOPPED_GRACE_MS } from "../domain/verdict";
import { type WaitConditions, waitsForAbsence } from "../domain/wait-conditions";
import { callSafely } from "./call-safely";

/** Says once what deserves attention but does not end a wait. */
export class Warnings {
    readonly #conditions: WaitConditions;
    readonly #warn: (text: string) => void;
    readonly #said = new Set<string>();

    constructor(conditions: WaitConditions, warn: ((text: string) => void) | undefined) {
        this.#conditions = conditions;
        this.#warn = (text) => callSafely(() => warn?.(text));
    }

    look(board: Scoreboard): void {
        const all = board.all();
        const isStuck = (one: InstanceObservation): boolean =>
            one.status === "Stopped" &&
            !one.everPending &&
            board.verdictOf(one) === "pending" &&
            failsWhenStopped(this.#conditions);
        const stuck = all.filter(isStuck);
        for (const { instanceId } of stuck) {
            this.#once(
                `${instanceId} Stopped`,
                `${instanceId} is Stopped: if it does not start within ${STOPPED_GRACE_MS / 1_000} s, ` +
                    (board.canLose(stuck.length)
                        ? `it counts as failed (${this.#describeMinimum()})`
                        : "the wait fails"),
            );
        }
        for (const one of all) {
            const { instanceId, status, looked, everListed } = one;
            if (status !== undefined && !(INSTANCE_STATUSES as readonly string[]).includes(status)) {
                this.#once(
                    status,
                    `${instanceId} is ${status}, a status that this release does not know: the wait goes on`,
                );
            }
            if (looked && !everListed && board.isReached(one) && waitsForAbsence(this.#conditions)) {
                this.#once(
                    `${instanceId} absent`,
                    `${instanceId} counts as gone, but this wait has never seen it: check the id and the region`,
                );
            }
        }
    }

    #describeMinimum(): string {
        const { minReached, instanceIds, targetStatuses } = this.#conditions;
        return `${minReached} of ${instanceIds.length} instances must be ${describeTargets(targetStatuses)}`;
    }

    #once(key: string, text: string): void {
        if (!this.#said.has(key)) {
            this.#said.add(key);
            this.#warn(text);
        }
    }
}
