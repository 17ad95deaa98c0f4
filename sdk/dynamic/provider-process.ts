import type { ReadConfig } from "../../provider";
import { connectToEngine, type EngineClient } from "../../provider/engine/engine-client";
import { watchEngine } from "../../provider/engine/watch-engine";

/** Where the trampoline's `configure` leaves the configuration. The name is in the state of every gate: it stays. */
const CONFIG_KEY = "pulumi-alicloud-instance-status.config";

/** The configuration that this provider process was given: the stack's, or that of a Provider. */
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

/** Runs a wait, and ends the whole process when the engine vanishes meanwhile: nobody is left to wait for. */
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
