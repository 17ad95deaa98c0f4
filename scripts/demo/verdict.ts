/** The observations of a demo, from the emulator's record and the stack's outputs. */
export interface Observed {
    /** When the requests of the gate reached the emulator, in milliseconds since the epoch. */
    askedAt: number[];
    /** How long after the first request the instance became Running. */
    runningAfterMs: number;
    /** When the dependent started, according to its output. */
    dependentStartedAt: unknown;
}

export interface Verdict {
    ok: boolean;
    line: string;
}

/** Tells in one line whether the gate waited, and whether the dependent waited for the gate. */
export function judge({ askedAt, runningAfterMs, dependentStartedAt }: Observed): Verdict {
    const [first, last] = [askedAt.at(0), askedAt.at(-1)];
    if (first === undefined || last === undefined) {
        return failed("the gate asked nothing, so it waited for nothing.");
    }
    const waitedMs = last - first;
    if (waitedMs < runningAfterMs) {
        const running = `Running only ${duration(runningAfterMs)} after the first question`;
        return failed(`the gate stopped asking after ${duration(waitedMs)}; ECS said ${running}.`);
    }
    const startedAt = typeof dependentStartedAt === "string" ? Date.parse(dependentStartedAt) : NaN;
    if (Number.isNaN(startedAt)) {
        return failed("the state does not say when the dependent started.");
    }
    if (startedAt < last) {
        return failed(`the dependent started ${duration(last - startedAt)} before the gate was done.`);
    }
    const questions = `${askedAt.length} ${askedAt.length === 1 ? "question" : "questions"} to ECS`;
    const after = `the dependent started ${duration(startedAt - last)} after that`;
    return { ok: true, line: `The gate waited ${duration(waitedMs)} (${questions}); ${after}.` };
}

export function failed(why: string): Verdict {
    return { ok: false, line: `FAILED: ${why}` };
}

function duration(ms: number): string {
    return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
