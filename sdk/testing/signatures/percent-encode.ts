/** RFC 3986. `encodeURIComponent` leaves five characters unchanged that signatures need encoded. */
export function percentEncode(text: string): string {
    return encodeURIComponent(text).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}

/** `a=1&b=2`, sorted by the UTF-16 code units of the keys: `InstanceId.10` precedes `InstanceId.2`. */
export function sortedQuery(parameters: Iterable<readonly [string, string]>): string {
    return [...parameters]
        .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
        .map(([key, value]) => `${percentEncode(key)}=${percentEncode(value)}`)
        .join("&");
}
