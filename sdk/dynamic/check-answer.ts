import type { CheckedInputs } from "../../provider";

/** What `check` answers in the dynamic provider protocol. */
export interface CheckAnswer {
    inputs: Record<string, unknown>;
    failures: { property: string; reason: string }[];
}

export function checkAnswer({ inputs, errors }: CheckedInputs): CheckAnswer {
    return { inputs, failures: errors.map(({ property, message }) => ({ property, reason: message })) };
}
