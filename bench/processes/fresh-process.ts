import type { getInstanceStatus } from "../../sdk/nodejs";
import type { EmulatorEnv, sdkLook } from "../shared/sdk-look";

// Only types are imported here: this process measures the cost of loading modules.

export interface FreshOrder {
    readonly kind: "package" | "bareSdk";
    readonly env: EmulatorEnv;
    readonly instanceId: string;
}

/** The times of one process, in milliseconds. */
export interface FreshTimes {
    /** The import of `@pulumi/pulumi`, which every program loads anyway. */
    readonly pulumiMs: number;
    /** The import of this package after it, or of the official SDK. */
    readonly importMs: number;
    readonly alibabaModules: number;
    readonly firstCallMs: number;
    readonly secondCallMs: number;
}

async function timed(run: () => unknown): Promise<number> {
    const start = performance.now();
    await run();
    return performance.now() - start;
}

async function measure({ kind, env, instanceId }: FreshOrder): Promise<FreshTimes> {
    Object.assign(process.env, env);
    const pulumiMs = await timed(() => require("@pulumi/pulumi") as unknown);
    let call: () => Promise<unknown>;
    const importMs = await timed(() => {
        if (kind === "package") {
            const sdk = require("../../sdk/nodejs") as { getInstanceStatus: typeof getInstanceStatus };
            call = () => sdk.getInstanceStatus({ instanceId });
        } else {
            const shared = require("../shared/sdk-look") as { sdkLook: typeof sdkLook };
            const look = shared.sdkLook(env);
            call = () => look([instanceId]);
        }
    });
    const alibabaModules = Object.keys(require.cache).filter((file) => /[\\/]@(?:alicloud|darabonba)[\\/]/.test(file));
    const firstCallMs = await timed(() => call());
    const secondCallMs = await timed(() => call());
    return { pulumiMs, importMs, alibabaModules: alibabaModules.length, firstCallMs, secondCallMs };
}

process.once("message", (order: FreshOrder) => {
    void measure(order).then(
        (times) => process.send?.(times, () => process.disconnect()),
        (error: unknown) => {
            console.error(error);
            process.exit(1);
        },
    );
});
process.once("disconnect", () => process.exit());
