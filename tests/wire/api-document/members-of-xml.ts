/**
 * The leaves of an XML document, each as `root/element/leaf = text`, sorted: their order is not documented. Written
 * without a look at the package's own reader, so that each checks the other.
 */
export function membersOfXml(xml: string): string[] {
    const path: string[] = [];
    const members: string[] = [];
    for (const [, end, name, text] of xml.matchAll(/<(\/?)([A-Za-z]+)>([^<]*)/g)) {
        if (end === "/") {
            path.pop();
        } else {
            path.push(name ?? "");
            if (text?.trim()) {
                members.push(`${path.join("/")} = ${text.trim()}`);
            }
        }
    }
    return members.sort();
}
