import { EcsEmulator, type EmulatedInstance, type Fault } from "../../sdk/testing";

/** The calls of the process that holds the emulators: their CPU must not be counted as that of a client. */
class Emulators {
    readonly #emulators: EcsEmulator[] = [];

    async start(
        instances: readonly EmulatedInstance[],
        latencyMs = 0,
    ): Promise<{ number: number; env: Record<string, string> }> {
        const emulator = await EcsEmulator.start({ instances, latencyMs });
        return { number: this.#emulators.push(emulator) - 1, env: emulator.env };
    }

    /** When each request arrived, and the first request for each id: the script of the id began then. */
    requests(number: number): { at: number[]; firstAskedAt: Record<string, number>; faults: string[] } {
        const { requests } = this.#get(number);
        const firstAskedAt: Record<string, number> = {};
        for (const { at, instanceIds } of requests) {
            for (const id of instanceIds) {
                firstAskedAt[id] ??= at;
            }
        }
        const faults = requests.flatMap(({ fault }) => fault ?? []);
        return { at: requests.map(({ at }) => at), firstAskedAt, faults };
    }

    /** Arms a fault at this moment of the script: it hits the next request. */
    faultAfter(number: number, fault: Fault, afterMs: number): void {
        const emulator = this.#get(number);
        const watch = setInterval(() => {
            const [first] = emulator.requests;
            if (first !== undefined) {
                clearInterval(watch);
                setTimeout(() => emulator.fault(fault), first.at + afterMs - Date.now());
            }
        }, 1);
    }

    async close(number: number): Promise<void> {
        await this.#get(number).close();
    }

    #get(number: number): EcsEmulator {
        return this.#emulators[number] as EcsEmulator;
    }
}

type PublicOf<T> = { [Name in keyof T]: T[Name] };
export type EmulatorCalls = PublicOf<Emulators>;

const emulators = new Emulators();
process.on("message", ({ id, method, args }: { id: number; method: string; args: never[] }) => {
    const calls = emulators as unknown as Record<string, (...args: never[]) => unknown>;
    void Promise.resolve(calls[method]?.(...args)).then(
        (result) => process.send?.({ id, result }),
        (error: unknown) => process.send?.({ id, error: String(error) }),
    );
});
process.once("disconnect", () => process.exit());
