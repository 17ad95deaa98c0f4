import { type Properties, secretTexts } from "./properties";

/** Takes out of a text what must not be shown. */
export type Mask = (text: string) => string;

/** Messages name instances and quote arguments: not those that the program has marked as secret. */
export function masking(...properties: readonly Properties[]): Mask {
    const secrets = secretTexts(properties).sort((one, other) => other.length - one.length);
    return (text) => secrets.reduce((masked, secretText) => masked.replaceAll(secretText, "[secret]"), text);
}
