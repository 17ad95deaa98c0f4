/** The number of items that a line of a message names. */
const MOST = 5;

/** The first items of a list, and how many more there are: a message about 1,000 instances stays one line. */
export function firstFew(items: readonly string[]): string[] {
    return items.length > MOST ? [...items.slice(0, MOST), `${items.length - MOST} more`] : [...items];
}
