import { InstanceStatusError } from "../../errors";
import { type BriefReader, type BriefReading, readBriefly } from "../../resource/brief-read";

/**
 * What `Read` saw of each resource. The engine reads every resource of this package at the start of a preview and of an
 * up, and `Diff` then judges by what was seen, without a request of its own. What was not seen does not count as
 * unchanged.
 */
export class RememberedReads {
    readonly #readings = new Map<string, BriefReading>();

    /** Forgets what an earlier run saw. */
    clear(): void {
        this.#readings.clear();
    }

    readonly read: BriefReader = async (request, context, purpose) => {
        const { urn = "" } = context;
        if (purpose === "plan") {
            return this.#readings.get(urn) ?? notRead();
        }
        const reading = await readBriefly(request, context, purpose);
        // what is wrong was said once: `Diff` need not say it again
        this.#readings.set(urn, reading.reading === undefined ? { ...reading, isNews: false } : reading);
        return reading;
    };
}

function notRead(): BriefReading {
    const error = new InstanceStatusError("NotRead", "the engine has not read this resource before it planned it");
    return { reading: undefined, error, isNews: false };
}
