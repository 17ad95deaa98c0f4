import type { ResourceLog } from "../../provider";
import { type EngineClient, SEVERITY } from "./engine-client";
import { isInteractive } from "./is-interactive";

/** A wait that is over within this time has nothing to tell. */
const FIRST_AFTER_MS = 500;
/** How often a row may change. In a CI log each change is a line of its own; a terminal redraws the row. */
const QUIET_MS = { terminal: 1_000, log: 10_000 } as const;
/** CI systems end jobs that print nothing for long (10 min is usual): at least one line in this time. */
const SILENCE_MS = 55_000;

/** A resource's own row in the engine's display. */
export interface ProgressRow extends ResourceLog {
    /** Ends the row: no message comes after it. */
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
    let latest: string | undefined;
    let shown: string | undefined;
    let isClosed = false;
    let timer: NodeJS.Timeout | undefined;

    const show = async (): Promise<void> => {
        clearTimeout(timer);
        if (latest !== undefined) {
            shown = latest;
            notBefore = performance.now() + quietMs;
            timer = setTimeout(() => void show(), SILENCE_MS);
            await engine?.log({ severity: SEVERITY.info, text: latest, urn, ephemeral: true });
        }
    };

    return {
        progress: (text) => {
            if (isClosed) {
                return;
            }
            latest = text;
            clearTimeout(timer);
            timer = setTimeout(() => void show(), Math.max(notBefore - performance.now(), 0));
        },
        info: (text) => void engine?.log({ severity: SEVERITY.info, text, urn }),
        warn: (text) => void engine?.log({ severity: SEVERITY.warning, text, urn }),
        close: async () => {
            isClosed = true;
            clearTimeout(timer);
            if (shown !== undefined && shown !== latest) {
                // the row stays on the screen: it must not end with what was true some time ago
                const last = show();
                clearTimeout(timer);
                await last;
            }
        },
    };
}
