import { writeFileSync } from "node:fs";
import { type MochaOptions, reporters, Runner, type Test } from "mocha";

/** A server or a process that a test has left open would keep mocha from ending for ever. */
const ENDS_WITHIN_MS = 20_000;

/** Mocha's usual report. In a stage of `make test` it also hands its counts, and where it is, on to `scripts/stage.sh`. */
class StageReporter extends reporters.Spec {
    constructor(runner: Runner, options?: MochaOptions) {
        super(runner, options);
        const file = process.env["STAGE_COUNTS"];
        if (file !== undefined) {
            runner.on(Runner.constants.EVENT_TEST_BEGIN, ({ parent }: Test) => {
                const { passes, failures } = this.stats;
                writeFileSync(`${file}.now`, `, ${passes} passed, ${failures} failed, in: ${parent?.title ?? ""}`);
            });
        }
        runner.once(Runner.constants.EVENT_RUN_END, () => {
            const { passes, failures, pending } = this.stats;
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
