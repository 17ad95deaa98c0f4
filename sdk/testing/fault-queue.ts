import { ERROR_CATALOGUE } from "./error-catalogue";
import type { Fault } from "./fault";
import { isFaultKind } from "./misbehave";
import type { RecordedRequest } from "./recorded-request";

interface PendingFault {
    readonly fault: Fault;
    readonly endsAt: number;
    timesLeft: number;
    skipsLeft: number;
}

/** Faults that wait for their request, first come, first served. */
export class FaultQueue {
    #pending: PendingFault[] = [];

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

function checkFault({ kind, code, httpStatus, delayMs }: Fault): void {
    if (!isFaultKind(kind)) {
        throw new TypeError(`kind: expected one of the fault kinds, got ${JSON.stringify(kind)}`);
    }
    if (kind === "error" && (code === undefined || (httpStatus === undefined && !ERROR_CATALOGUE.has(code)))) {
        throw new TypeError(
            `code: expected a documented error code, or any with an httpStatus of its own, got ${JSON.stringify(code)}`,
        );
    }
    if (kind === "slow" && delayMs === undefined) {
        throw new TypeError("delayMs: a slow answer needs it");
    }
}
