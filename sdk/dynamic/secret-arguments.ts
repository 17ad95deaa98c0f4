import { isQuoted, type Mask, maskOf, textsWithin } from "../../provider/engine/mask";
import type { Properties } from "../../provider";

/** The handlers get plain values. The constructor adds the names of the arguments that the program has marked as secret. */
export function secretArgumentsOf({ __secretArguments: names }: Properties): readonly string[] {
    return Array.isArray(names) ? names.filter((name): name is string => typeof name === "string") : [];
}

/** Messages name instances and quote arguments: not those that the program has marked as secret. */
export function masking(...states: readonly Properties[]): Mask {
    const secrets = states.flatMap((state) =>
        secretArgumentsOf(state)
            .filter(isQuoted)
            .map((name) => state[name]),
    );
    return maskOf(secrets.flatMap(textsWithin));
}
