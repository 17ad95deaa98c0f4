import { type BriefReader, type BriefReading, readBriefly } from "../../resource/brief-read";
import type { InstanceStatusRow } from "../../ecs/ecs-api";
import type { Properties } from "./properties";

/**
 * What this process saw of each resource. The engine reads every resource of this package at the start of a preview and of
 * an up, and `Diff` then judges by what was seen, without a request of its own. Only what nobody has looked at in this
 * process is asked for there and then: the provider was given other keys since (the engine reads with the old ones), or
 * the resource has just moved over from its dynamic form (which the engine does not read first).
 */
export class RememberedReads {
    readonly #readings = new Map<string, BriefReading>();

    /** Forgets what an earlier run saw. */
    clear(): void {
        this.#readings.clear();
    }

    readonly read: BriefReader = async (request, context, purpose) => {
        const { urn = "" } = context;
        const seen = purpose === "plan" ? this.#readings.get(urn) : undefined;
        if (seen !== undefined) {
            return seen;
        }
        const reading = await readBriefly(request, context, purpose);
        // what is wrong was said once: `Diff` need not say it again
        this.#readings.set(urn, reading.reading === undefined ? { ...reading, isNews: false } : reading);
        return reading;
    };

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
        this.#readings.set(urn, { reading });
    }
}
