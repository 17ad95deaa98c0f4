/** What the demo saw: from the emulator's own record and from the state, nothing from log text. */
export interface Observed {
    /** When each of the gate's questions reached the emulator, in milliseconds since the epoch. */
    askedAt: number[];
    /** How long after the first question the instance became Running. */
    runningAfterMs: number;
    /** When the dependent says it started, as it stands in the state. */
    dependentStartedAt: unknown;
}

export interface Verdict {
    ok: boolean;
    line: string;
}

/** Says in one line whether the gate waited and the dependent waited for the gate. */
export function judge({ askedAt, runningAfterMs, dependentStartedAt }: Observed): Verdict {
    const [first, last] = [askedAt.at(0), askedAt.at(-1)];
    if (first === undefined || last === undefined) {
        return { ok: false, line: "FAILED: the gate asked nothing, so it waited for nothing." };
    }
    const waitedMs = last - first;
    if (waitedMs < runningAfterMs) {
        const running = `Running only ${duration(runningAfterMs)} after the first question`;
        return { ok: false, line: `FAILED: the gate stopped asking after ${duration(waitedMs)}; ECS said ${running}.` };
    }
    const startedAt = typeof dependentStartedAt === "string" ? Date.parse(dependentStartedAt) : NaN;
    if (Number.isNaN(startedAt)) {
        return { ok: false, line: "FAILED: the state does not say when the dependent started." };
    }
    if (startedAt < last) {
        return {
            ok: false,
            line: `FAILED: the dependent started ${duration(last - startedAt)} before the gate was done.`,
        };
    }
    const questions = `${askedAt.length} ${askedAt.length === 1 ? "question" : "questions"} to ECS`;
    return {
        ok: true,
        line: `The gate waited ${duration(waitedMs)} (${questions}); the dependent started ${duration(startedAt - last)} after that.`,
    };
}

function duration(ms: number): string {
    return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
