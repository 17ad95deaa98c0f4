import { EcsEmulator, type EcsEmulatorOptions } from "../../../../sdk/testing";

/** Runs a test against an emulator of its own and closes it, whatever happens. */
export function withEmulator(
    options: EcsEmulatorOptions,
    test: (ecs: EcsEmulator) => Promise<void>,
): () => Promise<void> {
    return async () => {
        const ecs = await EcsEmulator.start(options);
        try {
            await test(ecs);
        } finally {
            await ecs.close();
        }
    };
}

/** A clock that only moves when told to. It starts at the beginning of a minute. */
export class ManualClock {
    time = Date.UTC(2026, 0, 1);
    readonly now = (): number => this.time;

    advance(ms: number): void {
        this.time += ms;
    }
}

/** Emulator and client share a clock that only the test moves. */
export function onClock(test: (ecs: EcsEmulator, clock: ManualClock) => Promise<void>): () => Promise<void> {
    const clock = new ManualClock();
    return withEmulator({ now: clock.now }, (ecs) => test(ecs, clock));
}
