import { checkValue, invalid } from "../checks/check";
import { NON_EMPTY_STRING } from "../checks/rules";
import { parseDurationMs } from "./duration";
import type { EmulatedInstance } from "./emulated-instance";

/** Not a status that is answered: the instance is left out. */
export const ABSENT = "Absent";

interface Stage {
    readonly status: string;
    /** Milliseconds from the start of the clock to the next stage. */
    readonly until: number;
}

/** The status of an instance over time. */
export class Timeline {
    readonly #stages: readonly Stage[];
    readonly #visibleAfterMs: number;
    #startedAt: number | undefined;

    /** @throws TypeError */
    constructor({ status, script, visibleAfter }: Pick<EmulatedInstance, "status" | "script" | "visibleAfter">) {
        if (status !== undefined && script !== undefined) {
            throw new TypeError("status, script: expected one of them, not both");
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

function toStages(script: NonNullable<EmulatedInstance["script"]>): Stage[] {
    if (script.length === 0) {
        throw invalid("script", 'at least one step, such as [["Running"]]', script);
    }
    let end = 0;
    return script.map((step: unknown, index) => {
        const name = `script[${index}]`;
        if (!Array.isArray(step)) {
            throw invalid(name, 'a step such as ["Pending", "2s"]', step);
        }
        const [status, lasts] = step as [string, string?];
        checkValue(name, status, { ...NON_EMPTY_STRING, expected: "a status" });
        if (index === script.length - 1) {
            return { status, until: Infinity };
        }
        if (lasts === undefined) {
            throw invalid(name, 'a duration such as "2s" after the status, which only the last step can omit', step);
        }
        end += parseDurationMs(name, lasts);
        return { status, until: end };
    });
}
