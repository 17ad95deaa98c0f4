/**
 * Finds items by their keys. Keys that are looked up in the order of the list need no map: in a map of 100,000 keys,
 * almost every lookup misses the caches of the processor.
 */
export class OrderedLookup<T> {
    readonly #keys: string[];
    readonly #items: T[];
    #places: Map<string, number> | undefined;
    /** The place after the one that was found last; after the end comes the first again. */
    #next = 0;

    /** @param keys - the keys of the items, in the same order and without duplicates */
    constructor(keys: readonly string[], items: readonly T[]) {
        this.#keys = [...keys];
        this.#items = [...items];
    }

    /** Adds an item with a key that no other has, at the end. */
    add(key: string, item: T): void {
        this.#places?.set(key, this.#keys.length);
        this.#keys.push(key);
        this.#items.push(item);
    }

    find(key: string): T | undefined {
        const place = this.#keys[this.#next] === key ? this.#next : this.#placeOf(key);
        if (place === undefined) {
            return undefined;
        }
        this.#next = (place + 1) % this.#keys.length;
        return this.#items[place];
    }

    #placeOf(key: string): number | undefined {
        this.#places ??= new Map(this.#keys.map((one, place) => [one, place]));
        return this.#places.get(key);
    }
}
