import { isQuoted, type Mask, maskOf } from "../../engine/mask";
import { type Properties, secretTexts } from "./properties";

/** Messages name instances and quote arguments: not those that the program has marked as secret. */
export function masking(...properties: readonly Properties[]): Mask {
    const quoted = properties.flatMap((one) => Object.entries(one).filter(([name]) => isQuoted(name)));
    return maskOf(quoted.flatMap(([, value]) => secretTexts(value)));
}
