import { EngineProject } from "../../tests/support/engine-project";
import type { Laboratory } from "../processes/laboratory";
import { count, type Section, seconds } from "../report/section";
import { benchIds } from "../shared/random";
import { median } from "../shared/statistics";
import type { Sizes } from "../sizes";

const TITLE = "Unchanged gates on the real engine";
const LATENCY_MS = 5;
const MOST_EXTRA_MS = 2_500;

/** A stack of gates, and one of as many plain dynamic resources: what the engine and the language host cost by themselves. */
const PROGRAMS = {
    plain: (ids: string): string => `
import * as pulumi from "@pulumi/pulumi";
const provider = {
    check: async (olds: any, news: any) => ({ inputs: news, failures: [] }),
    diff: async () => ({ changes: false }),
    create: async (inputs: any) => ({ id: "plain", outs: inputs }),
    update: async (id: string, olds: any, news: any) => ({ outs: news }),
};
class Plain extends pulumi.dynamic.Resource {
    constructor(name: string, args: pulumi.Inputs) { super(provider, name, args); }
}
for (const id of ${ids}) new Plain(id, { instanceIds: [id] });`,
    gates: (ids: string): string => `
import { InstanceStatusGate } from "pulumi-alicloud-instance-status";
for (const id of ${ids}) new InstanceStatusGate(id, { instanceIds: [id] });`,
};

/** What gates that hold add to an `up` in which nothing has changed. It needs `dist` and an engine. */
export async function unchangedGates(
    { emulators }: Laboratory,
    { unchangedGates: gates, unchangedRuns: runs }: Sizes,
): Promise<Section> {
    if (gates === 0) {
        const verdict = { measure: "unchanged gates", target: "", measured: "", reached: undefined };
        return { title: TITLE, how: "Takes minutes: only in the full run.", tables: [], verdicts: [verdict] };
    }
    const ids = benchIds(gates);
    const { number, env } = await emulators.start(
        ids.map((instanceId) => ({ instanceId })),
        LATENCY_MS,
    );
    const create = (name: keyof typeof PROGRAMS): Promise<EngineProject> =>
        EngineProject.create({ program: PROGRAMS[name](JSON.stringify(ids)), env: { ...env, CI: "true" } });
    const projects = { plain: await create("plain"), gates: await create("gates") };
    const times: Record<keyof typeof PROGRAMS, number[]> = { plain: [], gates: [] };
    let requests = 0;
    try {
        await up(projects.plain);
        await up(projects.gates);
        for (let run = 0; run < runs; run += 1) {
            // in turn, so that what else the machine does falls on both
            times.plain.push(await up(projects.plain));
            const before = (await emulators.requests(number)).at.length;
            times.gates.push(await up(projects.gates));
            requests = (await emulators.requests(number)).at.length - before;
        }
    } finally {
        projects.plain.remove();
        projects.gates.remove();
        await emulators.close(number);
    }
    const extra = median(times.gates) - median(times.plain);
    const row = (name: string, values: readonly number[]): string[] => [
        name,
        seconds(median(values)),
        seconds(Math.min(...values)),
        seconds(Math.max(...values)),
    ];
    return {
        title: TITLE,
        how:
            `${runs} times each, in turn: an update without a preview of ${gates} resources in which nothing has changed; ` +
            `ECS answers after ${LATENCY_MS} ms, and the engine plans the resources one after another.`,
        tables: [
            {
                header: ["", "median", "best", "worst"],
                rows: [row("plain dynamic resources", times.plain), row("gates", times.gates)],
            },
        ],
        verdicts: [
            {
                measure: `unchanged up of ${gates} gates, beyond that of plain dynamic resources; requests`,
                target: `≤ ${seconds(MOST_EXTRA_MS)}, one for each gate`,
                measured: `${seconds(extra)}, ${count(requests)}`,
                reached: extra <= MOST_EXTRA_MS && requests === gates,
            },
        ],
    };
}

async function up(project: EngineProject): Promise<number> {
    const { code, stdout, stderr, startedAt, endedAt } = await project.up();
    if (code !== 0) {
        throw new Error(stdout + stderr);
    }
    return endedAt - startedAt;
}
