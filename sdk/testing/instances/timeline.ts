import { checkValue, invalid } from "../checks/check";
import { NON_EMPTY_STRING } from "../checks/rules";
import { parseDurationMs } from "./duration";
import type { ScriptStep } from "./emulated-instance";

interface Stage {
    readonly value: string;
    /** Milliseconds from the start of the clock to the next stage. */
    readonly until: number;
}

/** A value that changes with time, as a script says. */
export class Timeline {
    readonly #stages: readonly Stage[];

    /**
     * @param name - of the property, for errors
     * @throws TypeError for an invalid script
     */
    constructor(name: string, script: readonly ScriptStep[]) {
        this.#stages = toStages(name, script);
    }

    at(elapsedMs: number): string {
        return this.#stages.find((stage) => elapsedMs < stage.until)?.value ?? "";
    }
}

function toStages(name: string, script: readonly ScriptStep[]): Stage[] {
    if (script.length === 0) {
        throw invalid(name, 'at least one step, such as [["Running"]]', script);
    }
    let end = 0;
    return script.map((step: unknown, index) => {
        const place = `${name}[${index}]`;
        if (!Array.isArray(step)) {
            throw invalid(place, 'a step such as ["Pending", "2s"]', step);
        }
        const [value, lasts] = step as [string, string?];
        checkValue(place, value, { ...NON_EMPTY_STRING, expected: "a status" });
        if (index === script.length - 1) {
            return { value, until: Infinity };
        }
        if (lasts === undefined) {
            throw invalid(place, 'a duration such as "2s" after the status, which only the last step can omit', step);
        }
        end += parseDurationMs(place, lasts);
        return { value, until: end };
    });
}
