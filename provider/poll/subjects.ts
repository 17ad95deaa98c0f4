import type { Round } from "./round";

/** A subscription, as its subjects see it. */
export interface Subscriber {
    /** Its round that is due and not settled, if there is one. */
    readonly round: Round | undefined;
}

/** One instance id to which waits have subscribed. */
export interface Subject {
    readonly id: string;
    readonly subscribers: ReadonlySet<Subscriber>;
    /** The number of rounds that still need an answer for it. */
    readonly neededBy: number;
    /** Whether a request for it is in flight or about to be sent. */
    readonly isInFlight: boolean;
}

type Entry = { -readonly [K in keyof Omit<Subject, "subscribers">]: Subject[K] } & { subscribers: Set<Subscriber> };

/** All subjects of a poller: one for each id, for any number of subscriptions. */
export class Subjects {
    readonly #byId = new Map<string, Entry>();
    #askable = 0;

    subscribe(ids: readonly string[], subscriber: Subscriber): void {
        for (const id of ids) {
            const subject = this.#byId.get(id);
            if (subject === undefined) {
                this.#byId.set(id, { id, subscribers: new Set([subscriber]), neededBy: 0, isInFlight: false });
            } else {
                subject.subscribers.add(subscriber);
            }
        }
    }

    unsubscribe(ids: readonly string[], subscriber: Subscriber): void {
        for (const id of ids) {
            const subject = this.#byId.get(id) as Entry;
            subject.subscribers.delete(subscriber);
            if (subject.subscribers.size === 0 && !subject.isInFlight) {
                this.#byId.delete(id);
            }
        }
    }

    of(ids: readonly string[]): Subject[] {
        return ids.map((id) => this.#byId.get(id) as Entry);
    }

    /** The number of subjects to ask for. */
    get askable(): number {
        return this.#askable;
    }

    /** @param difference - the change in the number of rounds that need it */
    need(subject: Subject, difference: number): void {
        this.#askable -= Number(isAskable(subject));
        (subject as Entry).neededBy += difference;
        this.#askable += Number(isAskable(subject));
    }

    setInFlight(subjects: readonly Subject[], isInFlight: boolean): void {
        for (const subject of subjects) {
            this.#askable -= Number(isAskable(subject));
            (subject as Entry).isInFlight = isInFlight;
            this.#askable += Number(isAskable(subject));
            if (!isInFlight && subject.subscribers.size === 0) {
                this.#byId.delete(subject.id); // all its subscriptions have ended meanwhile
            }
        }
    }
}

/** Whether to ask for it: a round needs it, and no request for it is in flight. */
export function isAskable({ neededBy, isInFlight }: Subject): boolean {
    return !isInFlight && neededBy > 0;
}

/** The rounds that are due and need any of these subjects. */
export function roundsOf(subjects: readonly Subject[]): Set<Round> {
    const rounds = new Set<Round>();
    for (const { subscribers } of subjects) {
        for (const { round } of subscribers) {
            if (round !== undefined) {
                rounds.add(round);
            }
        }
    }
    return rounds;
}
