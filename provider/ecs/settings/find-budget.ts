import { MAX_REQUESTS_PER_MINUTE } from "../../domain/defaults";
import { InvalidArgumentError } from "../../errors/invalid-argument-error";
import type { SettingSources } from "../connection-settings";
import { configKey } from "./setting-table";

/**
 * How many requests a minute the waits of this process may send.
 *
 * @throws InvalidArgumentError
 */
export function findBudget({ settings, config }: SettingSources): number {
    const key = configKey("maxRequestsPerMinute");
    const text = config?.(key) || undefined;
    const budget = settings?.maxRequestsPerMinute ?? Number(text ?? MAX_REQUESTS_PER_MINUTE);
    if (!Number.isSafeInteger(budget) || budget < 1) {
        throw new InvalidArgumentError(key, text, "a whole number, 1 or more"); // the settings were checked before
    }
    return budget;
}
