import { checkFault, type Fault } from "./fault";
import type { RecordedRequest } from "../server/recorded-request";

interface PendingFault {
    readonly fault: Fault;
    readonly endsAt: number;
    timesLeft: number;
    skipsLeft: number;
}

/** Faults that wait for their request, first come, first served. */
export class FaultQueue {
    #pending: PendingFault[] = [];

    /** @throws TypeError when the fault cannot be meant: it would never hit, or hit otherwise than it says */
    add(fault: Fault, now: number): void {
        checkFault(fault);
        this.#pending.push({
            fault,
            endsAt: now + (fault.forMs ?? Infinity),
            timesLeft: fault.times ?? (fault.forMs === undefined ? 1 : Infinity),
            skipsLeft: fault.skip ?? 0,
        });
    }

    /** The fault for this request, if any; it counts as used. */
    take(request: RecordedRequest, now: number): Fault | undefined {
        this.#pending = this.#pending.filter(({ endsAt, timesLeft }) => now < endsAt && timesLeft > 0);
        const taken = this.#pending.find((pending) => isMeant(pending.fault, request) && pending.skipsLeft-- <= 0);
        if (taken !== undefined) {
            taken.timesLeft -= 1;
        }
        return taken?.fault;
    }

    clear(): void {
        this.#pending = [];
    }
}

function isMeant({ regionId, instanceId }: Fault, request: RecordedRequest): boolean {
    return (
        (regionId === undefined || regionId === request.regionId) &&
        (instanceId === undefined || request.instanceIds.includes(instanceId))
    );
}
