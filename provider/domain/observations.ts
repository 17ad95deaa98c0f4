import type { ObservedStatus } from "./instance-status";

/** One change that a wait saw. */
export interface StatusChange {
    /** As ECS wrote it; `undefined` while absent. */
    readonly status: ObservedStatus;
    /** Milliseconds since the wait began. */
    readonly at: number;
}

/** All that one wait has seen of one instance. Times are milliseconds since the wait began. */
export interface InstanceObservation {
    readonly instanceId: string;
    /** Whether any look has covered it. */
    readonly looked: boolean;
    readonly status: ObservedStatus;
    /** When `status` was first seen without a break. */
    readonly since: number;
    /** How many looks in a row saw `status`. */
    readonly timesSeen: number;
    /** The number of the last look that covered it. */
    readonly lastLook: number;
    readonly lastSeenAt: number;
    readonly history: readonly StatusChange[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The memory of one wait. */
export class Observations {
    readonly #byId: ReadonlyMap<string, Mutable<InstanceObservation> & { history: StatusChange[] }>;
    #looks = 0;

    constructor(instanceIds: readonly string[]) {
        this.#byId = new Map(
            instanceIds.map((instanceId) => [
                instanceId,
                {
                    instanceId,
                    looked: false,
                    status: undefined,
                    since: 0,
                    timesSeen: 0,
                    lastLook: 0,
                    lastSeenAt: 0,
                    history: [],
                },
            ]),
        );
    }

    /**
     * Takes in what one look saw. Ids that it did not cover, because their request failed, stay as they were.
     *
     * @returns whether anything changed
     */
    record(statusOf: ReadonlyMap<string, ObservedStatus>, at: number): boolean {
        this.#looks += 1;
        let changed = false;
        for (const [instanceId, status] of statusOf) {
            const one = this.#byId.get(instanceId);
            if (one === undefined) {
                continue;
            }
            if (!one.looked || one.status !== status) {
                one.history.push({ status, at });
                Object.assign(one, { looked: true, status, since: at, timesSeen: 0 });
                changed = true;
            }
            Object.assign(one, { timesSeen: one.timesSeen + 1, lastLook: this.#looks, lastSeenAt: at });
        }
        return changed;
    }

    /** The number of the latest look, from 1. */
    get latestLook(): number {
        return this.#looks;
    }

    all(): InstanceObservation[] {
        return [...this.#byId.values()];
    }
}

/** Whether ECS ever listed it in this wait. */
export function wasEverListed(one: InstanceObservation): boolean {
    return one.history.some(({ status }) => status !== undefined);
}

/** Whether it was ever seen in one of these statuses in this wait. */
export function wasEver(one: InstanceObservation, ...statuses: readonly string[]): boolean {
    return one.history.some(({ status }) => status !== undefined && statuses.includes(status));
}
