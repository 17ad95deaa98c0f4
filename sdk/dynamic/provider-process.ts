import type { ReadConfig } from "../../provider";
import { connectToEngine, type EngineClient } from "../../provider/engine/engine-client";
import { watchEngine } from "../../provider/engine/watch-engine";

/** The trampoline's `configure` stores the configuration under this key. It is in users' state and must not change. */
const CONFIG_KEY = "pulumi-alicloud-instance-status.config";

/** The configuration of this provider process: that of the stack, or of a Provider. */
export const readConfig: ReadConfig = (key) => {
    const config = (globalThis as Record<string, unknown>)[CONFIG_KEY] as
        { get(key: string): string | undefined } | undefined;
    return config?.get(key);
};

let engine: EngineClient | undefined;
let connected = false;

/** The engine that started this process. */
export function engineOfThisProcess(): EngineClient | undefined {
    if (!connected) {
        connected = true;
        engine = connectToEngine();
    }
    return engine;
}

let waiting = 0;
let stopWatching: () => void = () => undefined;

/** Runs a wait. If the engine is killed meanwhile, the process exits, because nothing needs the result any more. */
export async function whileEngineListens<T>(wait: () => Promise<T>): Promise<T> {
    if (waiting++ === 0) {
        stopWatching = watchEngine(engineOfThisProcess(), () => process.exit(1));
    }
    try {
        return await wait();
    } finally {
        if (--waiting === 0) {
            stopWatching();
        }
    }
}
