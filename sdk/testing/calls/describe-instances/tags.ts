import { ApiError } from "../../server/api-error";
import type { Parameters } from "../parameters";

const MAX_TAGS = 20;

interface TagFilter {
    readonly number: number;
    key: string;
    value: string;
}

/** `Tag.1.Key`, `Tag.1.Value` …, also in the older spelling `Tag.1.key`. What is not sent, or empty, is `""`. */
export function readTags(parameters: Parameters): readonly TagFilter[] {
    const byNumber = new Map<string, TagFilter>();
    for (const [name, text] of parameters) {
        const [, number, part] = /^Tag\.(\d+)\.(key|value)$/i.exec(name) ?? [];
        if (number !== undefined && text !== "") {
            const tag = byNumber.get(number) ?? { number: Number(number), key: "", value: "" };
            byNumber.set(number, tag);
            tag[part?.toLowerCase() === "key" ? "key" : "value"] = text;
        }
    }
    return [...byNumber.values()];
}

/** @throws ApiError */
export function checkTags(parameters: Parameters): void {
    const tags = readTags(parameters);
    if (tags.some(({ number }) => number < 1 || number > MAX_TAGS)) {
        throw new ApiError("InvalidTagCount");
    }
    if (tags.some(({ key }) => key === "")) {
        throw new ApiError("InvalidTag.Mismatch");
    }
    if (new Set(tags.map(({ key }) => key)).size < tags.length) {
        throw new ApiError("Duplicate.TagKey");
    }
}
