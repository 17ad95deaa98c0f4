import { SCHEDULE } from "../domain/defaults";
import { DURATION_FORM, parseDuration } from "../domain/duration";
import { INSTANCE_ID_FORM, isInstanceId, uniqueIds } from "../domain/instance-ids";
import { InvalidArgumentError } from "../errors/invalid-argument-error";

/** Reads arguments one by one and collects all errors, so that one run shows all of them. */
export class ArgumentReader {
    readonly errors: InvalidArgumentError[] = [];
    /** Whether a value is not known yet, in a preview. */
    readonly isUnknown: (value: unknown) => boolean;
    readonly #raw: Readonly<Record<string, unknown>>;

    constructor(raw: Readonly<Record<string, unknown>>, isUnknown: (value: unknown) => boolean) {
        this.#raw = raw;
        this.isUnknown = isUnknown;
    }

    refuse(name: string, value: unknown, accepted: string): undefined {
        this.errors.push(new InvalidArgumentError(name, value, accepted));
        return undefined;
    }

    /** A misspelt name would otherwise be ignored silently. */
    refuseUnknown(known: readonly string[]): void {
        for (const name of Object.keys(this.#raw)) {
            if (!known.includes(name) && !name.startsWith("__") && this.#raw[name] !== undefined) {
                this.errors.push(InvalidArgumentError.unknown(name, known));
            }
        }
    }

    text(name: string): string | undefined {
        const value = this.#given(name);
        return value === undefined || (typeof value === "string" && value.trim() !== "")
            ? value
            : this.refuse(name, value, "a non-empty string");
    }

    list(name: string): readonly unknown[] | undefined {
        const value = this.#given(name);
        return value === undefined || Array.isArray(value) ? value : this.refuse(name, value, "a list");
    }

    /** @param accepted - the accepted form of the object */
    object(name: string, accepted: string): Readonly<Record<string, unknown>> | undefined {
        const value = this.#given(name);
        if (value === undefined || (typeof value === "object" && !Array.isArray(value))) {
            return value as Readonly<Record<string, unknown>> | undefined;
        }
        return this.refuse(name, value, accepted);
    }

    oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
        const value = this.#given(name);
        return value === undefined || words.includes(value as Word)
            ? (value as Word | undefined)
            : this.refuse(name, value, words.map((word) => `"${word}"`).join(" or "));
    }

    /** Whether a value is given. It may be unknown. */
    isGiven(name: string): boolean {
        return this.#raw[name] !== undefined && this.#raw[name] !== null;
    }

    isKnown(name: string): boolean {
        const value = this.#raw[name];
        return !this.isUnknown(value) && !(Array.isArray(value) && value.some((one) => this.isUnknown(one)));
    }

    /** The value; `undefined` if it is not given or unknown. */
    #given(name: string): unknown {
        const value = this.#raw[name];
        return value === null || !this.isKnown(name) ? undefined : value;
    }

    /**
     * @param tooFew - added to the accepted form when the list is too short
     * @param instead - added to the accepted form when there is no list
     */
    instanceIds(name: string, atLeast: number, tooFew = "", instead = ""): string[] {
        const accepted = `a list of ${atLeast === 0 ? "" : `at least ${atLeast} `}ECS instance ${atLeast === 1 ? "id" : "ids"}, such as ["i-bp1j4i2jdf3owlhe0001"]`;
        if (!this.isKnown(name)) {
            return [];
        }
        const value = this.#given(name);
        if (!Array.isArray(value)) {
            this.refuse(name, value, `${accepted}${value === undefined ? instead : ""}`);
            return [];
        }
        // not `forEach`: it skips the holes of a sparse array
        for (const [index, id] of value.entries()) {
            if (!isInstanceId(id)) {
                this.refuse(`${name}[${index}]`, id, INSTANCE_ID_FORM);
            }
        }
        const ids = uniqueIds(value.filter(isInstanceId));
        if (ids.length < atLeast && this.errors.every(({ argument }) => !argument.startsWith(name))) {
            this.refuse(name, value, `${accepted}${tooFew}`);
        }
        return ids;
    }

    statuses(name: string, allowed: readonly string[], empty?: "empty allowed"): string[] | undefined {
        const value = this.#given(name);
        if (value === undefined) {
            return undefined;
        }
        const isList =
            Array.isArray(value) && // spread, because `every` alone skips the holes of a sparse array
            [...(value as unknown[])].every((one) => typeof one === "string" && allowed.includes(one));
        if (!isList || (value.length === 0 && empty === undefined)) {
            return this.refuse(name, value, `a list of ${allowed.map((status) => `"${status}"`).join(", ")}`);
        }
        return [...new Set(value as string[])];
    }

    /** Words that are compared without case. @returns them as `allowed` spells them */
    words(name: string, allowed: readonly string[]): string[] | undefined {
        const value = this.#given(name);
        if (value === undefined) {
            return undefined;
        }
        const spell = (word: unknown): string | undefined =>
            allowed.find((one) => typeof word === "string" && one.toLowerCase() === word.toLowerCase());
        const words = Array.isArray(value) ? Array.from(value, spell) : [];
        return words.length === 0 || words.includes(undefined)
            ? this.refuse(name, value, `a list of ${allowed.map((word) => `"${word}"`).join(", ")}`)
            : [...new Set(words as string[])];
    }

    boolean(name: string): boolean | undefined {
        const value = this.#given(name);
        return value === undefined || typeof value === "boolean" ? value : this.refuse(name, value, "true or false");
    }

    integer(name: string, from: number, to: number): number | undefined {
        const value = this.#given(name);
        if (
            value === undefined ||
            (typeof value === "number" && Number.isSafeInteger(value) && value >= from && value <= to)
        ) {
            return value;
        }
        return this.refuse(
            name,
            value,
            to === Infinity ? `a whole number, ${from} or more` : `a whole number from ${from} to ${to}`,
        );
    }

    duration(name: string, fallback: string): number;
    duration(name: string): number | undefined;
    duration(name: string, fallback?: string): number | undefined {
        const value = this.#given(name) ?? fallback;
        const milliseconds = typeof value === "string" ? parseDuration(value) : undefined;
        return value === undefined || milliseconds !== undefined
            ? milliseconds
            : this.refuse(name, value, DURATION_FORM);
    }

    interval(name: string, allowShort: boolean): number | undefined {
        const milliseconds = this.duration(name);
        const shortest = allowShort ? 1 : SCHEDULE.minPollMs;
        if (
            milliseconds !== undefined &&
            milliseconds < shortest &&
            typeof this.#raw[name] === "string" &&
            parseDuration(this.#raw[name]) !== undefined
        ) {
            this.refuse(
                name,
                this.#raw[name],
                `at least ${allowShort ? '"1ms"' : '"1s"'} (shorter only for an endpoint on this machine)`,
            );
        }
        return milliseconds;
    }
}
