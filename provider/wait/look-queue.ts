import { MAX_IDS_PER_REQUEST } from "../domain/instance-ids";
import type { LookTicket } from "./look-ticket";

/** Every so many requests the large sets go first, so that many small ones cannot starve them. */
const LARGE_FIRST_EVERY = 4;

/** What may be done with an id. */
export type TakeId = "take" | "take alone" | "pass" | "stop";

/**
 * The looks whose time has come, in the order in which they are served: those whose wait ends now, then small sets, then
 * large ones.
 */
export class LookQueue {
    readonly #last: LookTicket[] = [];
    readonly #small: LookTicket[] = [];
    readonly #large: LookTicket[] = [];
    #served = 0;

    add(ticket: LookTicket, now: number): void {
        if (!ticket.isQueued) {
            ticket.isQueued = true;
            this.#lineOf(ticket, now).push(ticket);
        }
    }

    remove(ticket: LookTicket): void {
        if (ticket.isQueued) {
            ticket.isQueued = false;
            for (const line of [this.#last, this.#small, this.#large]) {
                const index = line.indexOf(ticket);
                if (index >= 0) {
                    line.splice(index, 1);
                }
            }
        }
    }

    /** Those whose deadline has come meanwhile go first from now on. */
    promote(now: number): void {
        for (const line of [this.#small, this.#large]) {
            const late = line.filter((ticket) => ticket.isLast(now));
            if (late.length > 0) {
                this.#last.push(...late);
                const others = line.filter((ticket) => !ticket.isLast(now));
                line.splice(0, line.length, ...others);
            }
        }
    }

    /** How many requests it takes to serve all; an id that several of them want is asked for once. */
    get requests(): number {
        const [only, second] = this.#all();
        if (second === undefined) {
            return Math.ceil((only?.pending.size ?? 0) / MAX_IDS_PER_REQUEST);
        }
        const ids = new Set<string>();
        for (const ticket of this.#all()) {
            ticket.pending.forEach((id) => ids.add(id));
        }
        return Math.ceil(ids.size / MAX_IDS_PER_REQUEST);
    }

    get isEmpty(): boolean {
        return this.#last.length + this.#small.length + this.#large.length === 0;
    }

    get hasLast(): boolean {
        return this.#last.length > 0;
    }

    /** When the next of them has to be served as one whose wait ends. */
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
     * Takes the ids of the next request.
     *
     * @param onlyLast - serves only those whose wait ends now
     * @param take - what to do with an id: take it, pass it over, take nothing after it, or stop before it
     */
    next(onlyLast: boolean, take: (id: string, taken: number) => TakeId): string[] {
        this.#served += 1;
        const lines =
            this.#served % LARGE_FIRST_EVERY === 0
                ? [this.#last, this.#large, this.#small]
                : [this.#last, this.#small, this.#large];
        const ids: string[] = [];
        const riders: string[] = [];
        for (const line of onlyLast ? [this.#last] : lines) {
            for (let ticket = line[0]; ticket !== undefined && ids.length < MAX_IDS_PER_REQUEST; ticket = line[0]) {
                const { instanceIds } = ticket.request;
                for (
                    ;
                    ticket.cursor < instanceIds.length && ids.length < MAX_IDS_PER_REQUEST && !ticket.isSettled;
                    ticket.cursor += 1
                ) {
                    const id = instanceIds[ticket.cursor] as string;
                    const what = ticket.pending.has(id) ? take(id, ids.length) : "pass";
                    if (what === "stop") {
                        return ids;
                    }
                    if (what === "take") {
                        ids.push(id);
                    }
                    if (what === "take alone") {
                        ticket.cursor += 1;
                        return [id];
                    }
                }
                riders.push(...ticket.request.riders);
                if (ticket.cursor < instanceIds.length && !ticket.isSettled) {
                    if (line !== this.#small) {
                        line.push(...line.splice(0, 1)); // in turns: a huge set must not hold up one of 51
                    }
                    break;
                }
                ticket.isQueued = false;
                if (line[0] === ticket) {
                    line.shift(); // unless it left by itself, because it was settled on the way
                }
            }
        }
        // what is asked anyway costs nothing more
        for (const rider of riders) {
            if (
                ids.length > 0 &&
                ids.length < MAX_IDS_PER_REQUEST &&
                !ids.includes(rider) &&
                take(rider, ids.length) === "take"
            ) {
                ids.push(rider);
            }
        }
        return ids;
    }

    *#all(): Iterable<LookTicket> {
        yield* this.#last;
        yield* this.#small;
        yield* this.#large;
    }

    #lineOf(ticket: LookTicket, now: number): LookTicket[] {
        if (ticket.isLast(now)) {
            return this.#last;
        }
        return ticket.request.instanceIds.length <= MAX_IDS_PER_REQUEST ? this.#small : this.#large;
    }
}
