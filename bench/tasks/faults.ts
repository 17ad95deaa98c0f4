import { waitForStatus } from "../../provider/wait/wait-for-status";
import { pollerOf, requestFor } from "../contenders/this-package";
import { wallClockMs } from "../shared/measure";
import { type EmulatorEnv, packageApi } from "../shared/sdk-look";

export interface FaultOutcome {
    readonly endedAt: number;
    /** The name of the error that ended the wait, if one did. */
    readonly error?: string;
}

/** Runs one wait for each emulator, all at once; the emulators make the faults. */
export async function faults(args: {
    envs: readonly EmulatorEnv[];
    instanceId: string;
    pollInterval: string;
}): Promise<FaultOutcome[]> {
    const { instanceId, pollInterval } = args;
    return Promise.all(
        args.envs.map(async (env) => {
            const request = requestFor({
                instanceIds: [instanceId],
                initialDelay: pollInterval,
                pollInterval,
                timeout: "60s",
            });
            try {
                await waitForStatus(request, pollerOf(packageApi(env)));
                return { endedAt: wallClockMs() };
            } catch (error) {
                return { endedAt: wallClockMs(), error: (error as Error).name };
            }
        }),
    );
}
