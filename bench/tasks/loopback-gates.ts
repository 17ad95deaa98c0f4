import { CONTENDERS, type ContenderName } from "../contenders";
import { cpuMs, wallClockMs } from "../shared/measure";
import { type EmulatorEnv, packageApi, sdkLook } from "../shared/sdk-look";

/** Not an instance of a gate: the first request loads the client and opens its connection. */
export const WARM_UP_ID = "i-warmup";

/** Runs gates of one instance each, all started together, in real time. The emulator knows when each instance changed. */
export async function loopbackGates(args: {
    contender: ContenderName;
    env: EmulatorEnv;
    medianBootMs: number;
    instanceIds: readonly string[];
}): Promise<{ noticedAt: number[]; cpuMs: number }> {
    const api = packageApi(args.env);
    const look = sdkLook(args.env);
    if (args.contender === "this package") {
        await api.describeInstanceStatus({ regionId: "cn-hangzhou", instanceIds: [WARM_UP_ID] });
    } else {
        await look([WARM_UP_ID]);
    }
    const gate = CONTENDERS[args.contender]({ api, look, medianBootMs: args.medianBootMs });
    const before = cpuMs();
    const noticedAt = await Promise.all(
        args.instanceIds.map(async (id) => {
            await gate(id);
            return wallClockMs();
        }),
    );
    return { noticedAt, cpuMs: cpuMs() - before };
}
