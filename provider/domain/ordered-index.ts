/**
 * The places of texts in a list without duplicates. Texts that are looked up in the order of the list need no map: in a
 * map of 100,000 texts, almost every lookup misses the caches of the processor.
 */
export class OrderedIndex {
    readonly #texts: readonly string[];
    #places: ReadonlyMap<string, number> | undefined;
    /** The place after the one that was found last; after the end comes the first again. */
    #next = 0;

    constructor(texts: readonly string[]) {
        this.#texts = texts;
    }

    /** @returns the place of this text in the list; `undefined` if the list does not have it */
    placeOf(text: string): number | undefined {
        const place = this.#texts[this.#next] === text ? this.#next : this.#find(text);
        if (place !== undefined) {
            this.#next = (place + 1) % this.#texts.length;
        }
        return place;
    }

    #find(text: string): number | undefined {
        this.#places ??= new Map(this.#texts.map((one, place) => [one, place]));
        return this.#places.get(text);
    }
}
