import { isAboutIds, saysNotFound } from "../../errors/error-codes";
import type { EcsApiError } from "../../errors/ecs-api-error";
import type { Subject } from "../rounds/subjects";

/** When ECS refuses more ids of one request than this, the error is not about ids, and the search ends. */
const MAX_REFUSED_IDS = 5;

/** The state that a batch and its halves share. */
interface Search {
    refusedIds: number;
    hasRetriedReset: boolean;
}

/** The consequences of a failed batch. */
export interface AfterFailure {
    /** The batches to send in place of it. */
    readonly next?: readonly Batch[];
    /** The subject that ECS refuses. */
    readonly refused?: string;
    /** Whether ECS says that the only instance of the batch does not exist: the same as an answer without its row. */
    readonly isAbsent?: boolean;
}

/**
 * The subjects of one request. When ECS refuses it because of one id, the batch is halved until the id is found (C12).
 */
export class Batch {
    readonly subjects: readonly Subject[];
    /** When the latest request for this batch was sent. */
    sentAt = -Infinity;
    /** Whether that request was answered: then its call waits for a permit, or has ended. */
    isAnswered = false;
    readonly #search: Search;
    #controller: AbortController | undefined;

    constructor(subjects: readonly Subject[], search: Search = { refusedIds: 0, hasRetriedReset: false }) {
        this.subjects = subjects;
        this.#search = search;
    }

    /** Whether any round still needs one of the subjects. */
    get isNeeded(): boolean {
        return this.subjects.some(({ neededBy }) => neededBy > 0);
    }

    /** Starts the call for this batch. @returns the signal of the call */
    begin(): AbortSignal {
        this.#controller = new AbortController();
        return this.#controller.signal;
    }

    get isAborted(): boolean {
        return this.#controller?.signal.aborted === true;
    }

    abortUnlessNeeded(): void {
        if (!this.isAborted && !this.isNeeded) {
            this.#controller?.abort(new Error("no wait needs this request any more"));
        }
    }

    isOfSameSearch(other: Batch): boolean {
        return this.#search === other.#search;
    }

    /**
     * Decides what to do after a failure that is neither throttled nor waited out.
     *
     * @param maySearch - whether the error may be about one of several subjects
     */
    after({ code }: EcsApiError, maySearch: boolean): AfterFailure {
        const search = this.#search;
        const [only, second] = this.subjects;
        if (code === "ECONNRESET" && !search.hasRetriedReset) {
            // the server has closed an idle connection: this is not a fault of ECS
            search.hasRetriedReset = true;
            return { next: [new Batch(this.subjects, search)] };
        }
        if (!maySearch || !isAboutIds(code)) {
            return {};
        }
        if (second !== undefined) {
            return search.refusedIds < MAX_REFUSED_IDS ? { next: this.#halves() } : {};
        }
        if (saysNotFound(code)) {
            return { isAbsent: true };
        }
        search.refusedIds += 1;
        return only === undefined ? {} : { refused: only.key };
    }

    #halves(): Batch[] {
        const middle = Math.ceil(this.subjects.length / 2);
        return [this.subjects.slice(0, middle), this.subjects.slice(middle)].map(
            (half) => new Batch(half, this.#search),
        );
    }
}
