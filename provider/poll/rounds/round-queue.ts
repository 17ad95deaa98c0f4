import type { Round } from "./round";

/** Every fourth request serves large sets first, so that many small sets cannot starve them. */
const LARGE_FIRST_EVERY = 4;

/**
 * The rounds that are due and still have subjects to ask for. They are served in this order: rounds of waits at their
 * deadline, small sets, large sets.
 */
export class RoundQueue {
    readonly #maxSubjects: number;
    readonly #ending: Round[] = [];
    readonly #small: Round[] = [];
    readonly #large: Round[] = [];
    readonly #queued = new Set<Round>();
    #served = 0;

    /** @param maxSubjects - a set with more subjects than this is large */
    constructor(maxSubjects: number) {
        this.#maxSubjects = maxSubjects;
    }

    add(round: Round, now: number): void {
        if (!this.#queued.has(round)) {
            this.#queued.add(round);
            this.#lineOf(round, now).push(round);
        }
    }

    remove(round: Round): void {
        if (this.#queued.delete(round)) {
            for (const line of [this.#ending, this.#small, this.#large]) {
                const index = line.indexOf(round);
                if (index >= 0) {
                    line.splice(index, 1);
                }
            }
        }
    }

    /** Moves the rounds of waits at their deadline to the front. */
    promote(now: number): void {
        for (const line of [this.#small, this.#large]) {
            if (line.some((round) => round.isLast(now))) {
                this.#ending.push(...line.filter((round) => round.isLast(now)));
                line.splice(0, line.length, ...line.filter((round) => !round.isLast(now)));
            }
        }
    }

    get isEmpty(): boolean {
        return this.#queued.size === 0;
    }

    get hasEnding(): boolean {
        return this.#ending.length > 0;
    }

    /** The earliest deadline of the other rounds. */
    get nextDeadline(): number {
        let earliest = Infinity;
        for (const line of [this.#small, this.#large]) {
            for (const { request } of line) {
                earliest = Math.min(earliest, request.deadline);
            }
        }
        return earliest;
    }

    /**
     * Serves rounds for one request.
     *
     * @param onlyEnding - serves only the rounds of waits at their deadline
     * @param takeFrom - takes subjects of a round into the request; returns whether the request is full before the end
     * of the round
     */
    serve(onlyEnding: boolean, takeFrom: (round: Round) => boolean): void {
        this.#served += 1;
        const [first, second] =
            this.#served % LARGE_FIRST_EVERY === 0 ? [this.#large, this.#small] : [this.#small, this.#large];
        for (const line of onlyEnding ? [this.#ending] : [this.#ending, first, second]) {
            for (let round = line[0]; round !== undefined; round = line[0]) {
                if (takeFrom(round)) {
                    if (line !== this.#small && line[0] === round) {
                        line.push(...line.splice(0, 1)); // in turns, so that a set of 51 need not wait for a huge set
                    }
                    return;
                }
                if (line[0] === round) {
                    line.shift(); // unless the round was settled, and removed, meanwhile
                    this.#queued.delete(round);
                }
            }
        }
    }

    #lineOf(round: Round, now: number): Round[] {
        if (round.isLast(now)) {
            return this.#ending;
        }
        return round.interests.length <= this.#maxSubjects ? this.#small : this.#large;
    }
}
