import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Laboratory } from "./processes/laboratory";
import { printSection, textTable, toMarkdown, verdictTable } from "./report/print";
import type { Section } from "./report/section";
import { alreadyRunning } from "./sections/already-running";
import { engineCost, roundCost } from "./sections/cost";
import { faults } from "./sections/faults";
import { importCost } from "./sections/import-cost";
import { largeFleets } from "./sections/large-fleets";
import { largeSets } from "./sections/large-sets";
import { loopbackGates } from "./sections/loopback-gates";
import { plugin } from "./sections/plugin";
import { unchangedGates } from "./sections/unchanged-gates";
import { fiveHundredGates, hundredGates, oneInstance } from "./sections/virtual-gates";
import { FULL, QUICK } from "./sizes";

const HELP = `Measures the waits of this package beside other ways to wait, on the same scripted worlds.

  npm run bench                under 10 minutes
  npm run bench -- --quick     about one: no real-time gates, fewer repeats, writes no file

Everything stays on 127.0.0.1. The full run writes bench/RESULTS.md.`;

const SECTIONS = {
    importCost,
    plugin,
    oneInstance,
    hundredGates,
    fiveHundredGates,
    largeSets,
    largeFleets,
    engineCost,
    roundCost,
    alreadyRunning,
    faults,
    loopbackGates,
    unchangedGates,
};

async function main(args: readonly string[]): Promise<void> {
    const isQuick = args.includes("--quick");
    const wanted = args.filter((arg) => arg !== "--quick");
    if (wanted.some((name) => !Object.hasOwn(SECTIONS, name))) {
        console.log(`${HELP}\n\nTo run some sections only, name them: ${Object.keys(SECTIONS).join(", ")}`);
        return;
    }
    const startedAt = performance.now();
    const laboratory = new Laboratory();
    const sections: Section[] = [];
    try {
        // one after another: with two cores, anything that runs at the same time changes the numbers
        for (const [name, measure] of Object.entries(SECTIONS)) {
            if (wanted.length === 0 || wanted.includes(name)) {
                const section = await measure(laboratory, isQuick ? QUICK : FULL);
                sections.push(section);
                printSection(section);
            }
        }
    } finally {
        laboratory.close();
    }
    console.log(`\n${textTable(verdictTable(sections.flatMap(({ verdicts }) => verdicts)))}`);
    if (!isQuick && wanted.length === 0) {
        const report = toMarkdown(sections, "npm run bench", performance.now() - startedAt);
        writeFileSync(join(__dirname, "RESULTS.md"), report);
        console.log("\nwritten to bench/RESULTS.md");
    }
}

void main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
