import { writeFileSync } from "node:fs";
import { reporters, Runner, type MochaOptions } from "mocha";

/** Mocha's usual report. In a stage of `make test` it hands its counts on to `scripts/stage.sh`. */
class StageReporter extends reporters.Spec {
    constructor(runner: Runner, options?: MochaOptions) {
        super(runner, options);
        runner.once(Runner.constants.EVENT_RUN_END, () => {
            const { passes, failures, pending } = this.stats;
            const file = process.env["STAGE_COUNTS"];
            if (file !== undefined) {
                writeFileSync(file, `${passes} ${failures} ${pending}\n`);
            }
        });
    }
}

export = StageReporter;
