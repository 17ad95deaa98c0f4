import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { wallClockMs } from "../shared/measure";

const SAMPLE_EVERY_MS = 500;
/** /proc counts CPU time in ticks: 100 a second on every Linux that Node runs on. */
const MS_PER_TICK = 10;

/** The path of aliyun-cli, if it is on PATH. */
export function findAliyun(): string | undefined {
    for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
        const file = join(folder, "aliyun");
        try {
            accessSync(file, constants.X_OK);
            return file;
        } catch {
            // not here
        }
    }
    return undefined;
}

/** Runs `aliyun … --waiter` as a script does: one process for each instance. */
export async function aliyunGates(
    aliyun: string,
    env: Readonly<Record<string, string>>,
    instanceIds: readonly string[],
): Promise<{ noticedAt: number[]; cpuMs: number; peakMemory: number }> {
    const home = mkdtempSync(join(tmpdir(), "bench-aliyun-")); // without the profiles of the user who runs this
    const cpu = new Map<number, number>();
    const memory = new Map<number, number>();
    try {
        const noticedAt = await Promise.all(
            instanceIds.map(async (id) => {
                const child = spawn(aliyun, argumentsFor(env, id), {
                    env: { ...process.env, ...env, HOME: home },
                    stdio: ["ignore", "ignore", "inherit"],
                });
                const sampling = setInterval(() => sample(child, cpu, memory), SAMPLE_EVERY_MS);
                const code = await new Promise<number | null>((resolve, reject) => {
                    child.once("error", reject);
                    child.once("exit", resolve);
                }).finally(() => clearInterval(sampling));
                if (code !== 0) {
                    throw new Error(`aliyun ended with ${code}`);
                }
                return wallClockMs();
            }),
        );
        const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
        return { noticedAt, cpuMs: sum(cpu.values()), peakMemory: sum(memory.values()) };
    } finally {
        rmSync(home, { recursive: true, force: true });
    }
}

function argumentsFor(env: Readonly<Record<string, string>>, instanceId: string): string[] {
    const region = env["ALICLOUD_REGION"] ?? "";
    return [
        ...["ecs", "DescribeInstanceStatus", "--region", region, "--RegionId", region, "--InstanceId.1", instanceId],
        ...["--endpoint", env["ALIBABA_CLOUD_ENDPOINT_ECS"] ?? "", "--insecure", "--mode", "AK"],
        ...["--access-key-id", env["ALICLOUD_ACCESS_KEY"] ?? ""],
        ...["--access-key-secret", env["ALICLOUD_SECRET_KEY"] ?? ""],
        ...["--waiter", "expr=InstanceStatuses.InstanceStatus[0].Status", "to=Running", "timeout=600", "interval=5"],
    ];
}

/** CPU and memory of a process can be read only while it lives. */
function sample({ pid }: ChildProcess, cpu: Map<number, number>, memory: Map<number, number>): void {
    try {
        const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
            .replace(/^.*\) /s, "")
            .split(" ");
        const peak = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
        cpu.set(pid as number, (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK);
        if (peak !== undefined) {
            memory.set(pid as number, Number(peak) * 1_024); // missing in a process that has just ended
        }
    } catch {
        // it has just ended, or this is not Linux
    }
}
