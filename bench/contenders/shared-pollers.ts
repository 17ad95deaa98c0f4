import { bootHazard } from "../shared/boot-times";
import { sleep } from "../shared/measure";
import type { Arena, Contender } from "./contender";

const CRUDE_INTERVAL_MS = 2_000;
const IDS_PER_REQUEST = 50;
/** Chosen so that 100 gates at a median of 35 s have a mean lag near 1 s, as this package has there. */
const LAG_FACTOR = 73;
const INTEGRATION_STEP_MS = 10;

/** Decides when the next poll is. Times are milliseconds since the first poll. */
type NextPoll = (lastPollMs: number, openGates: number) => number;

/** Polls every 2 s for all open gates together: batching, and nothing else. */
export const crudePoller: Contender = (arena) => sharedPoller(arena, (lastPollMs) => lastPollMs + CRUDE_INTERVAL_MS);

/**
 * Knows the distribution of the boot times, which no real schedule does. For a given number of requests, the mean lag is
 * least when the interval is proportional to √(requests of a round ÷ expected changes per second).
 */
export const knowingPoller: Contender = (arena) => {
    const intervalAt = (atMs: number, openGates: number): number => {
        const requestsPerRound = Math.ceil(openGates / IDS_PER_REQUEST);
        const changesPerMs = openGates * bootHazard(atMs, arena.medianBootMs);
        return LAG_FACTOR * Math.sqrt(requestsPerRound / changesPerMs);
    };
    return sharedPoller(arena, (lastPollMs, openGates) => {
        // the interval changes with time: the next poll is when the integral of 1/interval has grown by 1
        let atMs = lastPollMs;
        for (let polls = 0; polls < 1; atMs += INTEGRATION_STEP_MS) {
            polls += INTEGRATION_STEP_MS / intervalAt(atMs + INTEGRATION_STEP_MS / 2, openGates);
        }
        return atMs;
    });
};

/** All gates share one loop that polls for all that are open. */
function sharedPoller({ look }: Arena, nextPoll: NextPoll): ReturnType<Contender> {
    const open = new Map<string, () => void>();
    const run = async (): Promise<void> => {
        const startedAt = performance.now();
        for (let pollMs = 0; open.size > 0; pollMs = nextPoll(pollMs, open.size)) {
            await sleep(Math.max(startedAt + pollMs - performance.now(), 0));
            const ids = [...open.keys()];
            for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
                for (const [id, status] of await look(ids.slice(start, start + IDS_PER_REQUEST))) {
                    if (status === "Running") {
                        open.get(id)?.();
                        open.delete(id);
                    }
                }
            }
        }
    };
    return (instanceId) =>
        new Promise((resolve, reject) => {
            open.set(instanceId, resolve);
            if (open.size === 1) {
                setImmediate(() => void run().catch(reject));
            }
        });
}
