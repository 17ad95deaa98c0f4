import { describeStatus, type ObservedStatus } from "../domain/instance-status";
import { type InstanceObservation, Observations, type StatusChange } from "../domain/observations";
import { isInTarget, judgeInstance } from "../domain/verdict";
import type { WaitConditions } from "../domain/wait-conditions";
import type { EcsApiError } from "../errors/ecs-api-error";
import type { Trouble, WaitEvidence } from "../errors/wait-evidence";
import type { Look } from "./status-source";

/** How many request ids are kept: the latest are the ones that support asks for. */
const REQUEST_IDS_KEPT = 10;

/** What a wait has seen so far; what it returns when it succeeds. */
export interface WaitReport {
    readonly reachedInstanceIds: string[];
    /** The last status of every instance that ECS lists. */
    readonly statusById: Record<string, string>;
    readonly absentInstanceIds: string[];
    readonly elapsedMs: number;
    /** How many times ECS was looked at. */
    readonly polls: number;
    /** The latest, at most 10. */
    readonly requestIds: string[];
    /** Per instance the changes seen, with their time in milliseconds since the start. */
    readonly history: Record<string, StatusChange[]>;
}

/** Gathers what the looks of one wait saw and what went wrong. */
export class WaitMemory {
    readonly observations: Observations;
    readonly #conditions: WaitConditions;
    readonly #startedAt = performance.now();
    readonly #troubles = new Map<string, Trouble>();
    #requestIds: string[] = [];
    #throttledSince: number | undefined;
    #throttledMs = 0;

    constructor(conditions: WaitConditions) {
        this.#conditions = conditions;
        this.observations = new Observations(conditions.instanceIds);
    }

    get elapsedMs(): number {
        return performance.now() - this.#startedAt;
    }

    /** @returns whether any status changed */
    record(look: Look): boolean {
        const now = this.elapsedMs;
        this.#requestIds = [...this.#requestIds, ...look.requestIds].slice(-REQUEST_IDS_KEPT);
        for (const fault of look.faults) {
            this.#noteTrouble(fault);
        }
        if (look.faults.some(({ kind }) => kind === "throttled")) {
            this.#throttledSince ??= now;
        } else if (this.#throttledSince !== undefined) {
            this.#throttledMs += now - this.#throttledSince;
            this.#throttledSince = undefined;
        }
        return this.observations.record(look.statusOf, now);
    }

    #noteTrouble({ code, rawMessage, requestId }: EcsApiError): void {
        if (requestId !== undefined && requestId !== "") {
            this.#requestIds = [...this.#requestIds, requestId].slice(-REQUEST_IDS_KEPT);
        }
        this.#troubles.set(code, { code, message: rawMessage, count: (this.#troubles.get(code)?.count ?? 0) + 1 });
    }

    report(): WaitReport {
        const all = this.observations.all();
        return {
            reachedInstanceIds: all.filter((one) => this.#isReached(one)).map(({ instanceId }) => instanceId),
            statusById: Object.fromEntries(
                all.flatMap(({ instanceId, status }) => (status === undefined ? [] : [[instanceId, status]])),
            ),
            absentInstanceIds: all
                .filter(({ looked, status }) => looked && status === undefined)
                .map(({ instanceId }) => instanceId),
            elapsedMs: Math.round(this.elapsedMs),
            polls: this.observations.latestLook,
            requestIds: [...this.#requestIds],
            history: Object.fromEntries(all.map(({ instanceId, history }) => [instanceId, history.map(roundTime)])),
        };
    }

    evidence(): WaitEvidence {
        const now = this.elapsedMs;
        return {
            targetStatuses: this.#conditions.targetStatuses,
            minReached: this.#conditions.minReached,
            observations: this.observations.all().map((one) => ({
                instanceId: one.instanceId,
                status: one.status,
                reached: this.#isReached(one),
                forMs: Math.round(now - one.since),
                timesSeen: one.timesSeen,
                history: one.history.map(roundTime),
            })),
            elapsedMs: Math.round(now),
            polls: this.observations.latestLook,
            throttledMs: Math.round(
                this.#throttledMs + (this.#throttledSince === undefined ? 0 : now - this.#throttledSince),
            ),
            troubles: [...this.#troubles.values()],
            requestIds: [...this.#requestIds],
        };
    }

    /** `2/3 Running · i-… Starting for 31 s` */
    describe(now = this.elapsedMs): string {
        const all = this.observations.all();
        const reached = all.filter((one) => isInTarget(one, this.#conditions)).length;
        const open = all.filter((one) => !isInTarget(one, this.#conditions)).sort((a, b) => a.since - b.since);
        const [first] = open;
        const others = open.length > 1 ? ` and ${open.length - 1} more` : "";
        const detail = first === undefined ? "" : ` · ${describeOpen(first, now)}${others}`;
        return `${reached}/${all.length} ${this.#conditions.targetStatuses.join(" or ")}${detail}`;
    }

    #isReached(one: InstanceObservation): boolean {
        return judgeInstance(one, this.#conditions, this.elapsedMs) === "reached";
    }
}

function describeOpen({ instanceId, status, since, looked }: InstanceObservation, now: number): string {
    return looked
        ? `${instanceId} ${describeStatus(status)} for ${Math.round((now - since) / 1_000)} s`
        : `${instanceId} not seen yet`;
}

function roundTime({ status, at }: StatusChange): { status: ObservedStatus; at: number } {
    return { status, at: Math.round(at) };
}
