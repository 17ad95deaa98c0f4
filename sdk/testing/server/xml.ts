/** The content of an answer, in both formats. */
export type AnswerValue = string | number | boolean | null | readonly AnswerValue[] | AnswerObject;
export interface AnswerObject {
    readonly [name: string]: AnswerValue;
}

const ESCAPES: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
};

/** Illegal in XML 1.0 even when they are escaped. */
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** The XML form of a JSON answer: members are elements, and an array is a repeated element. */
export function toXml(root: string, value: AnswerObject): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, value)}\n`;
}

function element(name: string, value: AnswerValue): string {
    if (Array.isArray(value)) {
        return value.map((one: AnswerValue) => element(name, one)).join("");
    }
    return `<${name}>${content(value)}</${name}>`;
}

function content(value: AnswerValue): string {
    if (typeof value === "object") {
        return Object.entries(value ?? {})
            .map(([name, member]) => element(name, member))
            .join("");
    }
    return String(value)
        .replace(ILLEGAL, "\ufffd")
        .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
