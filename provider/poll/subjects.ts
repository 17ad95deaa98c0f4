import type { Round } from "./round";

/** Who has subscribed to a subject. */
export interface Subscriber {
    /** The round of it that is due and not settled, if there is one. */
    readonly round: Round | undefined;
}

/** One instance id that waits have subscribed to. */
export interface Subject {
    readonly id: string;
    readonly subscribers: ReadonlySet<Subscriber>;
    /** How many rounds still need an answer for it. */
    readonly neededBy: number;
    /** Whether a request for it is under way, or about to be sent. */
    readonly isInFlight: boolean;
}

type Entry = { -readonly [K in keyof Omit<Subject, "subscribers">]: Subject[K] } & { subscribers: Set<Subscriber> };

/** All subjects of a poller: one for each id, however many waits have subscribed to it. */
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

    /** How many subjects are to be asked for. */
    get askable(): number {
        return this.#askable;
    }

    /** @param difference - how many more rounds need it than before */
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
                this.#byId.delete(subject.id); // all who had subscribed to it have left meanwhile
            }
        }
    }
}

/** Whether it is to be asked for: a round needs it, and no answer is on its way. */
export function isAskable({ neededBy, isInFlight }: Subject): boolean {
    return !isInFlight && neededBy > 0;
}

/** The rounds that are due and want to hear of any of these subjects. */
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
