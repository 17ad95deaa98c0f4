import type { EmulatorSettings } from "../emulator-options";
import { ApiError } from "./api-error";

const MINUTE_MS = 60_000;

/** Requests per wall-clock minute, region and operation, as ECS counts them. */
export class Quota {
    #minute = NaN;
    readonly #counts = new Map<string, number>();

    constructor(private readonly settings: Pick<EmulatorSettings, "quotaPerMinute" | "retryAfterHeader">) {}

    /** @throws ApiError `Throttling.User` */
    take(regionId: string, action: string, now: number): void {
        const minute = Math.floor(now / MINUTE_MS);
        if (minute !== this.#minute) {
            this.#minute = minute;
            this.#counts.clear();
        }
        const key = `${regionId} ${action}`;
        const count = (this.#counts.get(key) ?? 0) + 1;
        this.#counts.set(key, count);
        if (count > this.settings.quotaPerMinute) {
            const retryAfterMs = this.settings.retryAfterHeader ? msToNextMinute(now) : undefined;
            throw new ApiError("Throttling.User", { retryAfterMs });
        }
    }
}

export function msToNextMinute(now: number): number {
    return MINUTE_MS - (now % MINUTE_MS);
}
