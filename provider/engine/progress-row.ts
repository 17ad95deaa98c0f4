import type { ResourceLog } from "../resource/resource-context";
import { type EngineClient, type EngineMessage, SEVERITY } from "./engine-client";
import { isInteractive } from "./is-interactive";

/** A wait that is over within this time has nothing to tell. */
const FIRST_AFTER_MS = 500;
/** How often a row may change. In a CI log each change is a line of its own; a terminal redraws the row. */
const QUIET_MS = { terminal: 1_000, log: 10_000 } as const;
/** CI systems end jobs that print nothing for long (10 min is usual): at least one line in this time. */
const SILENCE_MS = 55_000;

/** A resource's own row in the engine's display. */
export interface ProgressRow extends ResourceLog {
    /** Ends the row: no message comes after it, and none is still on its way. A run that ends would lose it. */
    close(): Promise<void>;
}

/** Shows the messages of one resource in its row, at a pace that a terminal, or a CI log, can bear. */
export function openProgressRow(
    engine: EngineClient | undefined,
    urn: string | undefined,
    interactive = isInteractive(),
): ProgressRow {
    const quietMs = interactive ? QUIET_MS.terminal : QUIET_MS.log;
    let notBefore = performance.now() + FIRST_AFTER_MS;
    let describe: (() => string) | undefined;
    let shown: string | undefined;
    let lastShownAt = -Infinity;
    let isClosed = false;
    let timer: NodeJS.Timeout | undefined;
    const onTheWay = new Set<Promise<void>>();

    const send = (message: Omit<EngineMessage, "urn">): void => {
        if (engine !== undefined) {
            const delivery = engine.log({ ...message, urn }).finally(() => onTheWay.delete(delivery));
            onTheWay.add(delivery);
        }
    };

    const show = (): void => {
        clearTimeout(timer);
        if (describe !== undefined) {
            shown = describe();
            lastShownAt = performance.now();
            notBefore = lastShownAt + quietMs;
            timer = interactive ? setTimeout(count, quietMs) : setTimeout(show, SILENCE_MS);
            send({ severity: SEVERITY.info, text: shown, ephemeral: true });
        }
    };

    /** In a terminal the row counts the seconds: a row that stands still looks like a hang. */
    const count = (): void => {
        if (describe?.() !== shown || performance.now() - lastShownAt >= SILENCE_MS) {
            show();
        } else {
            timer = setTimeout(count, quietMs);
        }
    };

    return {
        progress: (newest) => {
            if (isClosed) {
                return;
            }
            describe = newest;
            clearTimeout(timer);
            timer = setTimeout(show, Math.max(notBefore - performance.now(), 0));
        },
        info: (text) => send({ severity: SEVERITY.info, text }),
        warn: (text) => send({ severity: SEVERITY.warning, text }),
        close: async () => {
            isClosed = true;
            clearTimeout(timer);
            if (shown !== undefined && shown !== describe?.()) {
                // the row stays on the screen: it must not end with what was true some time ago
                show();
                clearTimeout(timer);
            }
            await Promise.all(onTheWay);
        },
    };
}
