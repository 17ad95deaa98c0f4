import { type BriefReader, type BriefReading, readBriefly } from "./brief-read";
import type { ResourceContext } from "./resource-context";

/**
 * The results of the refreshes of a run, for the plans after them: the engine plans a resource right after its refresh.
 *
 * A plan reuses a result that leads to an update, because the wait of the update asks again. It never reuses a result that
 * says "unchanged": a dependency of the resource may have stopped its instances since. The plan of the refresh itself
 * reuses both. It decides nothing, it only shows what the refresh has changed.
 */
export class RefreshMemory {
    /** By URN: what was asked for, and the answer. */
    readonly #latest = new Map<string, { question: string; outcome: BriefReading }>();

    /** The context of a refresh: its result is kept. */
    keeping<Context extends ResourceContext>(context: Context): Context {
        const { urn = "", read = readBriefly } = context;
        this.#latest.delete(urn);
        const readAndKeep: BriefReader = async (purpose, request, options) => {
            const outcome = await read(purpose, request, options);
            this.#latest.set(urn, { question: JSON.stringify(request), outcome });
            return outcome;
        };
        return { ...context, read: readAndKeep };
    }

    /**
     * The context of a plan.
     *
     * @param isOfRefresh - whether it is the plan of the refresh itself
     */
    reusing<Context extends ResourceContext>(context: Context, isOfRefresh = false): Context {
        const { urn = "", read = readBriefly } = context;
        const known = this.#latest.get(urn);
        const reuseOrRead: BriefReader = async (purpose, request, options, plansUpdate) => {
            if (known === undefined || known.question !== JSON.stringify(request)) {
                return read(purpose, request, options);
            }
            const { outcome } = known;
            if (outcome.reading === undefined) {
                return { ...outcome, isNews: false };
            }
            return isOfRefresh || plansUpdate?.(outcome.reading) === true ? outcome : read(purpose, request, options);
        };
        return { ...context, read: reuseOrRead };
    }

    /** Forgets the refreshes of an earlier run. */
    clear(): void {
        this.#latest.clear();
    }
}
