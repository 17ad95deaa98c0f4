import type { LookPart, LookRequest, OnPart } from "./status-source";

/** One look that was asked for and is not answered yet. */
export class LookTicket {
    readonly request: LookRequest;
    /** When it is to be asked, jitter and throttling included. */
    readonly at: number;
    /** From when on it may be asked, together with others that are asked then. */
    readonly from: number;
    /** The ids that are not answered for yet. */
    readonly pending: Set<string>;
    readonly settled: Promise<void>;
    /** Where to go on taking ids. */
    cursor = 0;
    /** Whether its time has come and it has ids to be taken. */
    isQueued = false;
    isSettled = false;

    readonly #onPart: OnPart;
    readonly #resolve: () => void;
    readonly #reject: (reason: unknown) => void;

    constructor(request: LookRequest, at: number, onPart: OnPart) {
        this.request = request;
        this.at = at;
        this.from = at - request.earlierBy;
        this.pending = new Set(request.instanceIds);
        this.#onPart = onPart;
        let settle: [() => void, (reason: unknown) => void] | undefined;
        this.settled = new Promise((resolve, reject) => (settle = [resolve, reject]));
        [this.#resolve, this.#reject] = settle as unknown as [() => void, (reason: unknown) => void];
    }

    /** Every id that an answer for is of use to it. */
    *ids(): Iterable<string> {
        yield* this.request.instanceIds;
        yield* this.request.riders;
    }

    /** Whether its wait is over at this moment: then it is asked whatever else holds requests back. */
    isLast(now: number): boolean {
        return this.request.kind === "last" || now >= this.request.deadline;
    }

    /**
     * Hands a part to its wait.
     *
     * @param done - the ids that need not be asked any more
     * @returns whether that settled the look
     */
    receive(part: LookPart, done: Iterable<string>): boolean {
        if (this.isSettled) {
            return true;
        }
        for (const id of done) {
            this.pending.delete(id);
        }
        try {
            if (this.#onPart(part) || this.pending.size === 0) {
                this.resolve();
            }
        } catch (error) {
            this.reject(error); // a fault of one wait is no business of the others
        }
        return this.isSettled;
    }

    resolve(): void {
        this.isSettled = true;
        this.#resolve();
    }

    reject(reason: unknown): void {
        this.isSettled = true;
        this.#reject(reason);
    }
}
