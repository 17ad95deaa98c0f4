import { isAboutIds, saysNotFound } from "../errors/error-codes";
import type { EcsApiError } from "../errors/ecs-api-error";
import type { Subject } from "./subjects";

/** When more ids of one request than this are refused, the error is not about ids: the search ends. */
const MAX_REFUSED_IDS = 5;

/** What is known of a request and of all that it was split into. */
interface Search {
    refusedIds: number;
    hasRetriedReset: boolean;
}

/** What a failed batch comes to. */
export interface AfterFailure {
    /** The batches to send in its place. */
    readonly next?: readonly Batch[];
    /** The id that ECS refuses. */
    readonly refusedId?: string;
    /** Whether ECS says that the one instance does not exist: the same as a row that is left out. */
    readonly isAbsent?: boolean;
}

/** The subjects of one request. When ECS refuses it because of one id, it is halved until the id is found (C12). */
export class Batch {
    readonly subjects: readonly Subject[];
    readonly #search: Search;
    #controller: AbortController | undefined;

    constructor(subjects: readonly Subject[], search: Search = { refusedIds: 0, hasRetriedReset: false }) {
        this.subjects = subjects;
        this.#search = search;
    }

    /** Whether a round still needs one of its subjects. */
    get isNeeded(): boolean {
        return this.subjects.some(({ neededBy }) => neededBy > 0);
    }

    /** @returns the signal of a request that is sent for it now */
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

    /** Decides what follows a failure that asking later does not cure, or that may be cured at once. */
    after({ code }: EcsApiError): AfterFailure {
        const search = this.#search;
        const [only, second] = this.subjects;
        if (code === "ECONNRESET" && !search.hasRetriedReset) {
            // the server had closed an idle connection: that says nothing about ECS
            search.hasRetriedReset = true;
            return { next: [new Batch(this.subjects, search)] };
        }
        if (!isAboutIds(code)) {
            return {};
        }
        if (second !== undefined) {
            return search.refusedIds < MAX_REFUSED_IDS ? { next: this.#halves() } : {};
        }
        if (saysNotFound(code)) {
            return { isAbsent: true };
        }
        search.refusedIds += 1;
        return only === undefined ? {} : { refusedId: only.id };
    }

    #halves(): Batch[] {
        const middle = Math.ceil(this.subjects.length / 2);
        return [this.subjects.slice(0, middle), this.subjects.slice(middle)].map(
            (half) => new Batch(half, this.#search),
        );
    }
}
