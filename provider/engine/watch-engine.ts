import type { EngineClient } from "./engine-client";

/** Often enough that a provider whose CLI was killed is gone within 10 s: two missed answers in a row. */
const CHECK_EVERY_MS = 3_000;
const ANSWER_WITHIN_MS = 1_500;

/**
 * A CLI that is killed does not tell its providers: they would wait on for nobody. While anything is being waited for,
 * this asks the engine whether it is still there.
 *
 * @returns what ends the watch
 */
export function watchEngine(engine: EngineClient | undefined, onGone: () => void): () => void {
    if (engine === undefined) {
        return () => undefined;
    }
    let missed = 0;
    let stopped = false;
    const timer = setInterval(() => {
        void engine.isAlive(ANSWER_WITHIN_MS).then((alive) => {
            missed = alive ? 0 : missed + 1;
            if (missed >= 2 && !stopped) {
                stopped = true;
                clearInterval(timer);
                onGone();
            }
        });
    }, CHECK_EVERY_MS);
    return () => {
        stopped = true;
        clearInterval(timer);
    };
}
