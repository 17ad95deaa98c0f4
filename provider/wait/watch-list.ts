import type { LookTicket } from "./look-ticket";

interface Watch {
    readonly tickets: Set<LookTicket>;
    isInFlight: boolean;
}

/** Which looks want to know of which id, and which ids are being asked for right now. */
export class WatchList {
    readonly #byId = new Map<string, Watch>();

    add(ticket: LookTicket): void {
        for (const id of ticket.ids()) {
            const watch = this.#byId.get(id);
            if (watch === undefined) {
                this.#byId.set(id, { tickets: new Set([ticket]), isInFlight: false });
            } else {
                watch.tickets.add(ticket);
            }
        }
    }

    remove(ticket: LookTicket): void {
        for (const id of ticket.ids()) {
            this.#byId.get(id)?.tickets.delete(ticket);
            this.#dropIfIdle(id);
        }
    }

    get isEmpty(): boolean {
        return this.#byId.size === 0;
    }

    /** Whether anybody wants to know of any of these. */
    wants(ids: readonly string[]): boolean {
        return ids.some((id) => (this.#byId.get(id)?.tickets.size ?? 0) > 0);
    }

    ticketsOf(ids: readonly string[]): Set<LookTicket> {
        const tickets = new Set<LookTicket>();
        for (const id of ids) {
            this.#byId.get(id)?.tickets.forEach((ticket) => tickets.add(ticket));
        }
        return tickets;
    }

    /** Whether it can be asked for: somebody wants to know, and no answer is on its way. */
    isAskable(id: string): boolean {
        return this.#byId.get(id)?.isInFlight === false;
    }

    setInFlight(ids: readonly string[], isInFlight: boolean): void {
        for (const id of ids) {
            const watch = this.#byId.get(id);
            if (watch !== undefined) {
                watch.isInFlight = isInFlight;
                this.#dropIfIdle(id);
            }
        }
    }

    #dropIfIdle(id: string): void {
        const watch = this.#byId.get(id);
        if (watch?.tickets.size === 0 && !watch.isInFlight) {
            this.#byId.delete(id);
        }
    }
}
