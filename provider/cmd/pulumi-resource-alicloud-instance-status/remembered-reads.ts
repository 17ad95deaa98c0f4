import { type BriefReader, type BriefReading, forgetBriefReads, readBriefly } from "../../resource/brief-read";
import type { InstanceStatusRow } from "../../ecs/ecs-api";
import type { Properties } from "./properties";

/**
 * How long what was seen stands for what is. The engine reads at the start of a run; what a resource depends on may be
 * changed after that, and may take its instances down, before the resource is planned.
 */
const STILL_FRESH_MS = 10_000;

/**
 * What this process saw of each resource. The engine reads every resource of this package at the start of a preview and of
 * an up, and `Diff` then judges by what was seen, without a request of its own. Only what nobody has just looked at in
 * this process is asked for there and then: what the resource depends on has taken its time, the provider was given other
 * keys (the engine reads with the old ones), or the resource has moved over from its dynamic form (which the engine does
 * not read first).
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

    readonly read: BriefReader = async (request, context, purpose) => {
        const { urn = "" } = context;
        const seen = purpose === "plan" ? this.#readings.get(urn) : undefined;
        if (seen !== undefined && performance.now() - seen.at < STILL_FRESH_MS) {
            return seen.reading;
        }
        const reading = await this.#ask(request, context, purpose);
        // what is wrong was said once: `Diff` need not say it again
        this.#keep(urn, reading.reading === undefined ? { ...reading, isNews: false } : reading);
        return reading;
    };

    /** Keeps which outputs a read has changed, until the next one. */
    noteChanges(urn: string, names: readonly string[]): void {
        this.#changes.set(urn, names);
    }

    changesOf(urn: string): readonly string[] {
        return this.#changes.get(urn) ?? [];
    }

    /** A resource that was created or updated has been looked at. */
    remember(urn: string, outputs: Properties): void {
        const statusById = outputs["statusById"] as Record<string, string>;
        const rows = Object.entries(statusById).map(([instanceId, status]) => ({ instanceId, status }));
        const reading = {
            rows: (outputs["statuses"] as InstanceStatusRow[] | undefined) ?? rows,
            absentInstanceIds: outputs["absentInstanceIds"] as string[],
            totalCount: (outputs["totalCount"] as number | undefined) ?? rows.length,
            requestIds: [],
        };
        this.#keep(urn, { reading });
        this.#changes.delete(urn);
    }

    #keep(urn: string, reading: BriefReading): void {
        this.#readings.set(urn, { at: performance.now(), reading });
    }
}
