import type { AnswerForm } from "./api-call";

/**
 * Parses the body of an answer. The request asks for JSON; the documented XML form is read too, because a gateway may
 * ignore `accept`. No XML library is used for it: this reads only the API's own documents, and refuses all others.
 *
 * @throws SyntaxError - it is neither
 */
export function parseBody(text: string, form: AnswerForm): unknown {
    return /^\s*</.test(text) ? parseXml(text, form) : JSON.parse(text);
}

type Members = Record<string, unknown>;

interface OpenElement {
    readonly name: string;
    readonly members: Members;
    text: string;
}

/** Elements without attributes, which is all that the API writes. */
function parseXml(xml: string, { action, lists }: AnswerForm): Members {
    const open: OpenElement[] = [{ name: "", members: {}, text: "" }];
    let read = 0;
    for (const { 0: piece, index, groups } of xml.matchAll(PIECE)) {
        if (index !== read) {
            break;
        }
        read += piece.length;
        const { begin, end = piece.endsWith("/>") ? begin : undefined, text, literal } = groups as PieceGroups;
        if (begin !== undefined) {
            const repeated = Object.hasOwn(lists, begin) ? lists[begin] : undefined;
            open.push({ name: begin, members: repeated === undefined ? {} : { [repeated]: [] }, text: "" });
        }
        if (end !== undefined) {
            close(open, end);
        }
        appendText(open.at(-1), literal ?? unescape(text ?? ""));
    }
    const [document, ...unclosed] = open;
    // a success or an error; any other document is not from ECS, but a proxy's page for example
    const { [`${action}Response`]: success, Error: root = success } = document?.members ?? {};
    if (read !== xml.length || unclosed.length > 0 || typeof root !== "object") {
        throw new SyntaxError("the answer is XML that the API does not know");
    }
    return root as Members;
}

/** A declaration, a comment, a CDATA section, a start tag (or the tag of an empty element), an end tag, or characters. */
const PIECE =
    /<\?[^>]*\?>|<!--[^]*?-->|<!\[CDATA\[(?<literal>[^]*?)\]\]>|<(?<begin>[A-Za-z]\w*)\s*\/?>|<\/(?<end>[A-Za-z]\w*)\s*>|(?<text>[^<]+)/gy;

type PieceGroups = Partial<Record<"literal" | "begin" | "end" | "text", string>>;

function appendText(element: OpenElement | undefined, text: string): void {
    if (element !== undefined) {
        element.text += text;
    }
}

function close(open: OpenElement[], name: string): void {
    const element = open.pop();
    const parent = open.at(-1);
    if (element?.name !== name || parent === undefined) {
        throw new SyntaxError(`the answer is XML in which ${name} ends where it did not begin`);
    }
    const hasMembers = Object.keys(element.members).length > 0;
    const value = hasMembers ? element.members : element.text.trim();
    const list = parent.members[name];
    if (Array.isArray(list)) {
        list.push(value);
    } else {
        parent.members[name] = value;
    }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
    ["&amp;", "&"],
    ["&lt;", "<"],
    ["&gt;", ">"],
    ["&quot;", '"'],
    ["&apos;", "'"],
]);

function unescape(text: string): string {
    return text.replace(/&(?:#(\d+)|#x([\da-f]+)|\w+);/gi, (escape, decimal?: string, hexadecimal?: string) => {
        const digits = decimal ?? hexadecimal;
        if (digits === undefined) {
            return ESCAPES.get(escape) ?? escape;
        }
        const code = Number.parseInt(digits, decimal === undefined ? 16 : 10);
        return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
    });
}
