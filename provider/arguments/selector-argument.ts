import { isPrintable } from "../domain/instance-ids";
import { isNarrow, type Selector, SELECTIVE_MEMBERS, SELECTOR_TEXTS } from "../domain/selector";
import { ArgumentReader } from "./argument-reader";
import { hasUnknown } from "./has-unknown";

/** DescribeInstances takes at most this many tags. */
const MAX_TAGS = 20;

const SELECTOR_FORM =
    "an object with at least one of " +
    SELECTIVE_MEMBERS.map((name) => `\`${name}\``).join(", ") +
    ": a region, zone or VPC alone, or the name `*`, has instances of others too";
const TAGS_FORM = `an object with 1 to ${MAX_TAGS} tags, such as { role: "web" }: each value a string`;

/** Reads the argument `selector`. A member that is not known yet counts as missing, and is not checked. */
export function readSelector(reader: ArgumentReader): Selector | undefined {
    const given = reader.object("selector", SELECTOR_FORM);
    if (given === undefined) {
        return undefined;
    }
    const members = new ArgumentReader(given, reader.isUnknown);
    members.refuseUnknown(["tags", ...SELECTOR_TEXTS]);
    const texts = SELECTOR_TEXTS.flatMap((name) => {
        const text = members.text(name);
        if (text !== undefined && !isPrintable(text)) {
            members.refuse(name, text, "a text without control characters");
        }
        return text === undefined ? [] : [[name, text] as const];
    });
    const tags = readTags(members);
    const selector: Selector = { ...(tags === undefined ? {} : { tags }), ...Object.fromEntries(texts) };
    reader.errors.push(...members.errors.map((error) => error.within("selector")));
    const mayBeNarrow = SELECTIVE_MEMBERS.some((name) => hasUnknown(given[name], reader.isUnknown));
    if (!isNarrow(selector) && !mayBeNarrow && members.errors.length === 0) {
        reader.refuse("selector", given, SELECTOR_FORM);
    }
    return selector;
}

function readTags(members: ArgumentReader): Readonly<Record<string, string>> | undefined {
    const given = members.object("tags", TAGS_FORM);
    if (given === undefined) {
        return undefined;
    }
    const entries = Object.entries(given).filter(([, value]) => value !== undefined);
    if (entries.length === 0 || entries.length > MAX_TAGS || entries.some(([name]) => name.trim() === "")) {
        members.refuse("tags", given, TAGS_FORM);
    }
    for (const [name, value] of entries) {
        if (typeof value !== "string" && !members.isUnknown(value)) {
            members.refuse(`tags.${name}`, value, "a string");
        } else if (!isPrintable(`${name}${String(value)}`)) {
            members.refuse("tags", given, `${TAGS_FORM}, without control characters`);
        }
    }
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
