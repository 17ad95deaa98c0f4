import { peakMemory } from "../shared/measure";
import { TASKS } from "../tasks";

/** The order that a task process gets, and its answer. */
export interface TaskOrder {
    readonly name: keyof typeof TASKS;
    readonly args: unknown;
}
export type TaskAnswer = { result: unknown; peakMemory: number; error?: undefined } | { error: string };

process.once("message", ({ name, args }: TaskOrder) => {
    void (TASKS[name] as (args: unknown) => Promise<unknown>)(args).then(
        (result) => answer({ result, peakMemory: peakMemory() }),
        (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
});
process.once("disconnect", () => process.exit());

function answer(message: TaskAnswer): void {
    process.send?.(message, () => process.disconnect());
}
