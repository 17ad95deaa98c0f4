import { type BriefReader, type BriefReading, forgetBriefReads, readBriefly } from "../../resource/brief-read";

/** How long a reading of an earlier Read may stand for a plan. */
const STILL_FRESH_MS = 10_000;

/**
 * What this process saw of each resource. The engine reads every resource of this package at the start of a preview and of
 * an up. `Diff` reuses that reading only where it plans an update (or where ECS could not be asked): by the time of the
 * Diff, a dependency of the resource may have taken its instances down, so an update is never ruled out by an old reading.
 */
export class RememberedReads {
    readonly #readings = new Map<string, { readonly at: number; readonly reading: BriefReading }>();
    readonly #changes = new Map<string, readonly string[]>();
    readonly #ask: BriefReader;

    /** @param ask - reads there and then; replaced in tests */
    constructor(ask: BriefReader = readBriefly) {
        this.#ask = ask;
    }

    /** Forgets what an earlier run saw. */
    clear(): void {
        this.#readings.clear();
        this.#changes.clear();
        forgetBriefReads();
    }

    /** Forgets what was seen of a resource: it was created or updated since. */
    forget(urn: string): void {
        this.#readings.delete(urn);
        this.#changes.delete(urn);
    }

    readonly read: BriefReader = async (request, context, purpose, plansUpdate) => {
        const { urn = "" } = context;
        const seen = purpose === "plan" ? this.#readings.get(urn) : undefined;
        if (seen !== undefined && performance.now() - seen.at < STILL_FRESH_MS) {
            const { reading } = seen.reading;
            if (reading === undefined || this.changesOf(urn).length > 0 || plansUpdate?.(reading) === true) {
                return seen.reading;
            }
        }
        const reading = await this.#ask(request, context, purpose, plansUpdate);
        if (purpose === "refresh") {
            // the warning was printed once: `Diff` does not print it again
            this.#readings.set(urn, {
                at: performance.now(),
                reading: reading.reading === undefined ? { ...reading, isNews: false } : reading,
            });
        }
        return reading;
    };

    /** Keeps which outputs a read has changed, until the next one: a change plans an update. */
    noteChanges(urn: string, names: readonly string[]): void {
        this.#changes.set(urn, names);
    }

    changesOf(urn: string): readonly string[] {
        return this.#changes.get(urn) ?? [];
    }
}
