import { CONTENDERS, type ContenderName } from "../contenders";
import { cpuMs, wallClockMs } from "../shared/measure";
import { type EmulatorEnv, packageApi, sdkLook } from "../shared/sdk-look";

/** Not one of the gates' instances: the first request loads and warms the client. */
export const WARM_UP_ID = "i-warmup";

/** Gates of one instance each, started together, in real time. What changed when, the emulator says. */
export async function loopbackGates(args: {
    contender: ContenderName;
    env: EmulatorEnv;
    instanceIds: readonly string[];
}): Promise<{ noticedAt: number[]; cpuMs: number }> {
    const api = packageApi(args.env);
    const look = sdkLook(args.env);
    if (args.contender === "this package") {
        await api.describeInstanceStatus({ regionId: "cn-hangzhou", instanceIds: [WARM_UP_ID] });
    } else {
        await look([WARM_UP_ID]);
    }
    const gate = CONTENDERS[args.contender]({ api, look });
    const before = cpuMs();
    const noticedAt = await Promise.all(
        args.instanceIds.map(async (id) => {
            await gate(id);
            return wallClockMs();
        }),
    );
    return { noticedAt, cpuMs: cpuMs() - before };
}
