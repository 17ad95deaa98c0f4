import type { Round } from "./round";

/** A subscription, as its subjects see it. */
export interface Subscriber {
    /** Its round that is due and not settled, if there is one. */
    readonly round: Round | undefined;
    /** Its round that is not due yet, if there is one. */
    readonly nextRound: Round | undefined;
}

/** The interest of one subscription in one subject. */
export interface Interest {
    readonly subject: Subject;
    readonly subscriber: Subscriber;
    /** Whether the round of the subscription still needs an answer for the subject. */
    readonly isOpen: boolean;
}

/** One thing to ask for, such as an instance id, to which waits have subscribed. */
export interface Subject {
    readonly key: string;
    readonly interests: readonly Interest[];
    /** The number of rounds that still need an answer for it. */
    readonly neededBy: number;
    /** Whether a request for it is in flight or about to be sent. */
    readonly isInFlight: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface OwnInterest extends Mutable<Interest> {
    readonly subject: OwnSubject;
    /** Its place in the interests of its subject. Thousands of waits may subscribe to one subject, so it is not searched. */
    place: number;
}

interface OwnSubject extends Mutable<Subject> {
    readonly interests: OwnInterest[];
}

/** All subjects of a poller: one for each key, for any number of subscriptions. */
export class Subjects {
    readonly #byKey = new Map<string, OwnSubject>();
    #askable = 0;

    /** @returns the interests in the subjects with these keys, in their order */
    subscribe(keys: readonly string[], subscriber: Subscriber): Interest[] {
        return keys.map((key) => {
            let subject = this.#byKey.get(key);
            if (subject === undefined) {
                subject = { key, interests: [], neededBy: 0, isInFlight: false };
                this.#byKey.set(key, subject);
            }
            const interest = { subject, subscriber, isOpen: false, place: subject.interests.length };
            subject.interests.push(interest);
            return interest;
        });
    }

    /** Removes interests without an open one among them. */
    unsubscribe(interests: readonly Interest[]): void {
        for (const { subject, place } of interests as readonly OwnInterest[]) {
            const last = subject.interests.pop() as OwnInterest;
            if (last.place !== place) {
                subject.interests[place] = last;
                last.place = place;
            }
            this.#forgetIfUnused(subject);
        }
    }

    get size(): number {
        return this.#byKey.size;
    }

    /** The number of subjects to ask for. */
    get askable(): number {
        return this.#askable;
    }

    /** Notes that a round, which is due now, needs an answer for each of its subjects. */
    open(round: Round): void {
        for (const interest of round.interests) {
            this.#setOpen(interest, round, true);
        }
    }

    /**
     * Notes that rounds do not need an answer for these subjects any more.
     *
     * @returns all rounds of these subjects that are due
     */
    close(subjects: readonly Subject[], isAnswered: (round: Round) => boolean): Set<Round> {
        const rounds = roundsOf(subjects);
        const answered = new Set([...rounds].filter(isAnswered));
        for (const { interests } of subjects) {
            for (const interest of interests) {
                const { round } = interest.subscriber;
                if (round !== undefined && answered.has(round)) {
                    this.#setOpen(interest, round, false);
                }
            }
        }
        return rounds;
    }

    /** Notes that a round does not need any answer any more. */
    drop(round: Round): void {
        if (round.open > 0) {
            for (const interest of round.interests) {
                this.#setOpen(interest, round, false);
            }
        }
    }

    setInFlight(subjects: readonly Subject[], isInFlight: boolean): void {
        for (const subject of subjects as readonly OwnSubject[]) {
            this.#askable -= Number(isAskable(subject));
            subject.isInFlight = isInFlight;
            this.#askable += Number(isAskable(subject));
            this.#forgetIfUnused(subject); // all its subscriptions may have ended meanwhile
        }
    }

    #setOpen(interest: Interest, round: Round, isOpen: boolean): void {
        if (interest.isOpen === isOpen) {
            return;
        }
        const { subject } = interest as OwnInterest;
        const difference = isOpen ? 1 : -1;
        this.#askable -= Number(isAskable(subject));
        (interest as OwnInterest).isOpen = isOpen;
        subject.neededBy += difference;
        round.open += difference;
        this.#askable += Number(isAskable(subject));
    }

    #forgetIfUnused(subject: OwnSubject): void {
        if (subject.interests.length === 0 && !subject.isInFlight) {
            this.#byKey.delete(subject.key);
        }
    }
}

/** Whether to ask for it: a round needs it, and no request for it is in flight. */
export function isAskable({ neededBy, isInFlight }: Subject): boolean {
    return !isInFlight && neededBy > 0;
}

/** The rounds that are due and whose waits have subscribed to any of these subjects. */
export function roundsOf(subjects: readonly Subject[]): Set<Round> {
    return roundsWhere(subjects, ({ round }) => round);
}

/** The rounds that are not due yet and whose waits have subscribed to any of these subjects. */
export function nextRoundsOf(subjects: readonly Subject[]): Set<Round> {
    return roundsWhere(subjects, ({ nextRound }) => nextRound);
}

function roundsWhere(subjects: readonly Subject[], of: (subscriber: Subscriber) => Round | undefined): Set<Round> {
    const rounds = new Set<Round>();
    for (const { interests } of subjects) {
        for (const { subscriber } of interests) {
            const round = of(subscriber);
            if (round !== undefined) {
                rounds.add(round);
            }
        }
    }
    return rounds;
}
