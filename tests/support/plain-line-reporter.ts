import { reporters, Runner, type MochaOptions } from "mocha";

/** Mocha's usual report, and then the total as one plain line of a fixed form, the very last of the output. */
class PlainLineReporter extends reporters.Spec {
    constructor(runner: Runner, options?: MochaOptions) {
        super(runner, options);
        // After the listener of Spec, which prints the failures.
        runner.once(Runner.constants.EVENT_RUN_END, () => {
            const { passes, failures, pending } = this.stats;
            console.log(`${passes} passed, ${failures} failed, ${pending} skipped`);
        });
    }
}

export = PlainLineReporter;
