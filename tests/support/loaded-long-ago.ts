/** More than the 15 minutes for which ECS, and the emulator, accept the time stamp of a request. */
const BEHIND_MS = 20 * 60_000;

let behindMs: number = BEHIND_MS;

const RealDate = Date;
globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget: typeof Date) =>
        Reflect.construct(target, args.length === 0 ? [RealDate.now() - behindMs] : args, newTarget) as Date,
    get: (target, name, receiver) =>
        name === "now" ? () => RealDate.now() - behindMs : (Reflect.get(target, name, receiver) as unknown),
});

/**
 * Mocha loads all test files first and runs them later: much later where a set-up or another file takes long. Here each
 * file is loaded with a clock that is 20 minutes behind, and the clock is right when the first test starts. So a test
 * that keeps the time of its file's loading fails everywhere, and not only on a slow machine.
 */
export const mochaHooks = {
    beforeAll(): void {
        behindMs = 0; // for everything that has kept the replaced class
        globalThis.Date = RealDate;
    },
};
