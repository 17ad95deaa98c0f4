import type { Seat } from "./status-source";

/** What a seat does through the poller that it belongs to. */
export interface SeatOwner extends Pick<Seat, "look" | "listsAnything"> {
    addOpenIds(difference: number): void;
    leave(): void;
}

/** A seat that keeps its poller's count of open ids right, without the poller going through all its seats. */
export function createSeat(owner: SeatOwner): Seat {
    let own = 0;
    const setOwn = (openIds: number): void => {
        owner.addOpenIds(openIds - own);
        own = openIds;
    };
    return {
        look: (request, onPart, signal) => owner.look(request, onPart, signal),
        listsAnything: (signal) => owner.listsAnything(signal),
        get openIds(): number {
            return own;
        },
        set openIds(openIds: number) {
            setOwn(openIds);
        },
        leave: () => {
            setOwn(0);
            owner.leave();
        },
    };
}
