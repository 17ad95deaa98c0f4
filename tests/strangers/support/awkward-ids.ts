/** Ids whose characters mean something in a URL, in a form, in XML, or are encoded differently from client to client. */
export const AWKWARD_IDS: readonly string[] = [
    "i-bp1 with  spaces",
    "i-*~!()'",
    "i-实例-インスタンス",
    "i-😀",
    "i-+%&=?#/",
    "i-100%25+%2B",
    'i-<"&amp;">;,:@$[]',
];
