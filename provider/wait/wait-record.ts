import type { InstanceRow } from "../domain/instance-row";
import type { InstanceObservation, StatusChange } from "../domain/observations";
import { describeSeen } from "../domain/instance-status";
import { Scoreboard, type Verdict } from "../domain/scoreboard";
import { describeTargets } from "../domain/verdict";
import { describeFound, leastSizeOf, type WaitConditions } from "../domain/wait-conditions";
import type { EcsApiError } from "../errors/ecs-api-error";
import type { Trouble, WaitEvidence } from "../errors/evidence/wait-evidence";
import type { PollResult } from "../poll/subscription";
import type { Listing } from "./status-source";

/** The number of request ids that are kept. Alibaba Cloud's support asks for the latest ones. */
const REQUEST_IDS_KEPT = 10;

/** The record of one wait: what it saw and what went wrong. Result, progress and error all come from it. */
export class WaitRecord {
    readonly board: Scoreboard;
    /** A permanent error of ECS about the whole request. */
    fatal: EcsApiError | undefined;
    readonly #conditions: WaitConditions;
    readonly #regionId: string | undefined;
    readonly #startedAt = performance.now();
    readonly #refusals = new Map<string, EcsApiError>();
    readonly #troubles = new Map<string, Trouble>();
    readonly #requestIds: string[] = [];
    #changedInThisRound = false;
    #isFollowUp = false;
    /** The present fault: the progress shows it. */
    #fault: EcsApiError | undefined;
    #throttledSince: number | undefined;
    #throttledMs = 0;

    /** @param regionId - for the evidence */
    constructor(conditions: WaitConditions, regionId?: string) {
        this.#conditions = conditions;
        this.#regionId = regionId;
        this.board = new Scoreboard(conditions);
    }

    /** The error about an id that ECS still refuses. */
    get refusal(): EcsApiError | undefined {
        return this.#refusals.values().next().value;
    }

    get elapsedMs(): number {
        return performance.now() - this.#startedAt;
    }

    /** @param isFollowUp - whether this round follows the previous one without a pause */
    beginRound(isFollowUp: boolean): void {
        this.#isFollowUp = isFollowUp;
        if (!isFollowUp) {
            this.board.beginRound();
            this.board.beginAsking(this.elapsedMs);
        }
        this.#changedInThisRound = false;
    }

    /** @returns whether this result decides the wait */
    take({ answered, answerOf, requestIds, fault, refused, ...times }: PollResult<InstanceRow | Listing>): boolean {
        const now = this.elapsedMs;
        const askedAt = times.askedAt - this.#startedAt;
        this.board.beginAsking(times.interruptedAt - this.#startedAt);
        if (!this.#isFollowUp) {
            this.board.beginAsking(times.beganAt - this.#startedAt);
        }
        [...requestIds, fault?.requestId].forEach((requestId) => this.#keepRequestId(requestId));
        this.#noteThrottling(fault?.kind === "throttled", now);
        this.#changedInThisRound ||= fault?.code !== this.#fault?.code;
        this.#fault = fault;
        for (const subject of answered) {
            const answer = answerOf.get(subject);
            this.#refusals.delete(subject);
            const changed = isListing(answer)
                ? this.board.recordListing(answer, now, askedAt)
                : this.board.record(subject, answer, now, askedAt);
            this.#changedInThisRound ||= changed;
        }
        if (fault !== undefined) {
            this.#noteTrouble(fault);
            if (refused !== undefined) {
                this.#refusals.set(refused, fault);
                this.board.refuse(refused);
            } else if (fault.kind !== "throttled" && fault.kind !== "transient") {
                this.fatal = fault;
            }
        }
        return this.fatal !== undefined || this.board.isDecided || this.#isSatisfiedByListing(answered.length);
    }

    /** A listing that another wait asked for may be older than this round, and young enough to count. */
    #isSatisfiedByListing(answers: number): boolean {
        return this.#conditions.selector !== undefined && answers > 0 && this.verdict().kind === "satisfied";
    }

    /** @returns whether any status changed in this round */
    endRound(): boolean {
        this.board.sweep(this.elapsedMs);
        return this.#changedInThisRound;
    }

    /** The verdict of this moment. */
    verdict(): Verdict {
        return this.board.verdict(this.elapsedMs);
    }

    evidence(): WaitEvidence {
        const now = this.elapsedMs;
        const { targetStatuses, targetHealth, selector, minReachedPercent } = this.#conditions;
        const minInstanceCount = leastSizeOf(this.#conditions);
        const found = this.board.isListed ? this.board.size : undefined;
        return {
            targetStatuses,
            targetHealth,
            ...(selector === undefined ? {} : { selected: { selector, minInstanceCount, minReachedPercent, found } }),
            regionId: this.#regionId,
            minReached: this.board.required,
            stableForMs: this.#conditions.stableForMs,
            observations: this.board.all().map((one) => ({
                instanceId: one.instanceId,
                status: one.status,
                ...(one.health === undefined ? {} : { health: one.health }),
                ...(one.events.length === 0 ? {} : { events: one.events }),
                reached: one.verdict === "reached",
                ...(one.verdict === "left" ? { left: true } : {}),
                forMs: Math.round(now - one.since),
                timesSeen: one.timesSeen,
                history: one.history.map(roundTime),
            })),
            elapsedMs: Math.round(now),
            polls: this.board.rounds,
            throttledMs: Math.round(
                this.#throttledMs + (this.#throttledSince === undefined ? 0 : now - this.#throttledSince),
            ),
            troubles: [...this.#troubles.values()],
            requestIds: [...this.#requestIds],
        };
    }

    /** `2/3 Running · i-… Starting for 31 s` */
    describe(): string {
        const now = this.elapsedMs;
        let open = 0;
        let longest: InstanceObservation | undefined;
        for (const one of this.board.all()) {
            if (one.verdict !== "left" && !this.board.isInTarget(one)) {
                open += 1;
                longest = longest === undefined || one.since < longest.since ? one : longest;
            }
        }
        const { size } = this.board;
        const { selector } = this.#conditions;
        const others = open > 1 ? ` and ${open - 1} more` : "";
        const detail = longest === undefined ? "" : ` · ${describeOpen(longest, now)}${others}`;
        const total = selector === undefined ? size : Math.max(size, leastSizeOf(this.#conditions));
        return `${size - open}/${total} ${describeTargets(this.#conditions)}${this.#describeSet()}${detail}${this.#describeFault(now)}`;
    }

    /** How many instances a selector has found, while they are too few. */
    #describeSet(): string {
        const { size, isListed } = this.board;
        if (!isListed) {
            return " · the set is not listed yet";
        }
        const leastSize = leastSizeOf(this.#conditions);
        return this.#conditions.selector === undefined || size >= leastSize
            ? ""
            : ` · ${describeFound(size, leastSize)} found`;
    }

    #describeFault(now: number): string {
        if (this.#throttledSince !== undefined) {
            return ` · throttled for ${seconds(now - this.#throttledSince)}`;
        }
        return this.#fault === undefined ? "" : ` · ${this.#fault.code}: ${this.#fault.rawMessage}`;
    }

    #keepRequestId(requestId: string | undefined): void {
        if (requestId !== undefined && requestId !== "") {
            this.#requestIds.push(requestId);
            if (this.#requestIds.length > REQUEST_IDS_KEPT) {
                this.#requestIds.shift();
            }
        }
    }

    #noteThrottling(isThrottled: boolean, now: number): void {
        if (isThrottled) {
            this.#throttledSince ??= now;
        } else if (this.#throttledSince !== undefined) {
            this.#throttledMs += now - this.#throttledSince;
            this.#throttledSince = undefined;
        }
    }

    #noteTrouble({ code, rawMessage }: EcsApiError): void {
        this.#troubles.set(code, { code, message: rawMessage, count: (this.#troubles.get(code)?.count ?? 0) + 1 });
    }
}

function isListing(answer: InstanceRow | Listing | undefined): answer is Listing {
    return answer instanceof Map;
}

function describeOpen(one: InstanceObservation, now: number): string {
    const { instanceId, since, isObserved } = one;
    return isObserved ? `${instanceId} ${describeSeen(one)} for ${seconds(now - since)}` : `${instanceId} not seen yet`;
}

function seconds(milliseconds: number): string {
    return `${Math.round(milliseconds / 1_000)} s`;
}

function roundTime(change: StatusChange): StatusChange {
    return { ...change, at: Math.round(change.at) };
}
