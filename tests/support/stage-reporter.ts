import { writeFileSync } from "node:fs";
import { reporters, Runner, type MochaOptions } from "mocha";

/** A server or a process that a test has left open would keep mocha from ending for ever. */
const ENDS_WITHIN_MS = 20_000;

/** Mocha's usual report. In a stage of `make test` it also hands its counts on to `scripts/stage.sh`. */
class StageReporter extends reporters.Spec {
    constructor(runner: Runner, options?: MochaOptions) {
        super(runner, options);
        runner.once(Runner.constants.EVENT_RUN_END, () => {
            const { passes, failures, pending } = this.stats;
            const file = process.env["STAGE_COUNTS"];
            const keepCounts = (failed: number): void => {
                if (file !== undefined) {
                    writeFileSync(file, `${passes} ${failed} ${pending}\n`);
                }
            };
            keepCounts(failures);
            setTimeout(() => {
                const open = process.getActiveResourcesInfo().join(", ");
                console.error(`The tests are over, but something is still open: ${open}`);
                keepCounts(failures + 1);
                process.exit();
            }, ENDS_WITHIN_MS).unref();
        });
    }
}

export = StageReporter;
