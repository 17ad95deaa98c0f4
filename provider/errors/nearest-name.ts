/** With more typing errors than this, it is probably another word. */
const MAX_ERRORS = 2;

/** The known name of which an unknown name is probably a misspelling; `undefined` when no name is near enough. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
    const written = simplified(name);
    // a short name with an error is often another name, so it may have one error for each three letters
    const allowed = Math.min(MAX_ERRORS, Math.floor(written.length / 3));
    const [nearest] = known
        .map((one) => ({ one, errors: editDistance(written, simplified(one)) }))
        .filter(({ errors }) => errors <= allowed && written !== "")
        .sort((a, b) => a.errors - b.errors);
    return nearest?.one;
}

/** `role_arn`, `RoleArn` and `roleArn` are the same name in different styles. */
function simplified(name: string): string {
    return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** The number of letters to add, remove or replace (Levenshtein distance). */
function editDistance(from: string, to: string): number {
    let row = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (const [index, letter] of Array.from(from).entries()) {
        const next = [index + 1];
        for (let column = 1; column <= to.length; column += 1) {
            const replaced = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
            next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[to.length] ?? 0;
}
