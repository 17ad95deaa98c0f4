import { INSTANCE_STATUSES } from "../domain/instance-status";
import type { InstanceObservation } from "../domain/observations";
import { failsWhenStopped } from "../domain/verdict";
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

    look(all: readonly InstanceObservation[], isReached: (one: InstanceObservation) => boolean): void {
        for (const one of all) {
            const { instanceId, status, looked, everListed, everPending } = one;
            if (status !== undefined && !(INSTANCE_STATUSES as readonly string[]).includes(status)) {
                this.#once(
                    status,
                    `${instanceId} is ${status}, a status that this release does not know: the wait goes on`,
                );
            }
            if (status === "Stopped" && !everPending && !isReached(one) && failsWhenStopped(this.#conditions)) {
                this.#once(
                    `${instanceId} Stopped`,
                    `${instanceId} is Stopped: if it is not started, the wait fails after 60 s`,
                );
            }
            if (looked && !everListed && isReached(one) && waitsForAbsence(this.#conditions)) {
                this.#once(
                    `${instanceId} absent`,
                    `${instanceId} counts as gone, but this wait has never seen it: check the id and the region`,
                );
            }
        }
    }

    #once(key: string, text: string): void {
        if (!this.#said.has(key)) {
            this.#said.add(key);
            this.#warn(text);
        }
    }
}
