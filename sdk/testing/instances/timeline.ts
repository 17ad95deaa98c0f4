import { parseDurationMs } from "./duration";
import type { EmulatedInstance } from "./emulated-instance";
import { showValue } from "../show-value";

/** The status that is never answered: the instance is left out instead. */
export const ABSENT = "Absent";

interface Stage {
    readonly status: string;
    /** Milliseconds from the start of the clock at which the next stage begins. */
    readonly until: number;
}

/** What an instance says of itself as time goes by. */
export class Timeline {
    readonly #stages: readonly Stage[];
    readonly #visibleAfterMs: number;
    #startedAt: number | undefined;

    constructor({ status, script, visibleAfter }: Pick<EmulatedInstance, "status" | "script" | "visibleAfter">) {
        if (status !== undefined && script !== undefined) {
            throw new TypeError("status, script: an instance has one of them, not both");
        }
        this.#stages = toStages(script ?? [[status ?? "Running"]]);
        this.#visibleAfterMs = visibleAfter === undefined ? 0 : parseDurationMs("visibleAfter", visibleAfter);
    }

    /** Starts the clock unless it runs already. */
    start(now: number): void {
        this.#startedAt ??= now;
    }

    statusAt(now: number): string {
        const elapsed = now - (this.#startedAt ?? now);
        if (elapsed < this.#visibleAfterMs) {
            return ABSENT;
        }
        return this.#stages.find((stage) => elapsed < stage.until)?.status ?? ABSENT;
    }
}

function toStages(script: EmulatedInstance["script"] & object): Stage[] {
    if (script.length === 0) {
        throw new TypeError('script: expected at least one step, such as [["Running"]]');
    }
    let end = 0;
    return script.map((step: unknown, index) => {
        if (!Array.isArray(step)) {
            throw new TypeError(`script[${index}]: expected a step such as ["Pending", "2s"], got ${showValue(step)}`);
        }
        const [status, lasts] = step as [unknown, string?];
        if (typeof status !== "string" || status === "") {
            throw new TypeError(`script[${index}]: expected a status, got ${showValue(status)}`);
        }
        if (index === script.length - 1) {
            return { status, until: Infinity };
        }
        if (lasts === undefined) {
            throw new TypeError(`script[${index}]: only the last step may do without a duration, such as "2s"`);
        }
        end += parseDurationMs(`script[${index}]`, lasts);
        return { status, until: end };
    });
}
