import type { RecordedRequest } from "../server/recorded-request";
import { checkFault } from "./fault";
import type { Fault } from "./fault";

interface PendingFault {
    readonly fault: Fault;
    readonly endsAt: number;
    timesLeft: number;
    skipsLeft: number;
}

/** The faults that have not happened yet, in the order in which they were added. */
export class FaultQueue {
    #pending: PendingFault[] = [];

    /** @throws TypeError for an invalid fault */
    add(fault: Fault, now: number): void {
        checkFault(fault);
        this.#pending.push({
            fault,
            endsAt: now + (fault.forMs ?? Infinity),
            timesLeft: fault.times ?? (fault.forMs === undefined ? 1 : Infinity),
            skipsLeft: fault.skip ?? 0,
        });
    }

    /** Uses the first fault that applies to a request. */
    take(request: RecordedRequest, now: number): Fault | undefined {
        this.#pending = this.#pending.filter(({ endsAt, timesLeft }) => now < endsAt && timesLeft > 0);
        const taken = this.#pending.find((pending) => appliesTo(pending.fault, request) && pending.skipsLeft-- <= 0);
        if (taken !== undefined) {
            taken.timesLeft -= 1;
        }
        return taken?.fault;
    }

    clear(): void {
        this.#pending = [];
    }
}

function appliesTo({ action, regionId, instanceId }: Fault, request: RecordedRequest): boolean {
    return (
        (action === undefined || action === request.action) &&
        (regionId === undefined || regionId === request.regionId) &&
        (instanceId === undefined || request.instanceIds.includes(instanceId))
    );
}
