import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { textsWithin } from "../../engine/mask";

/** Property values as they travel between engine and plugin; the markers are those of Pulumi's wire format. */
export type Properties = Record<string, unknown>;

/** Stands for a value that is not known yet, in a preview; the engine sends this one, its protocol has one for each type. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWNS: readonly unknown[] = [
    UNKNOWN,
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // bool
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
    "030794c1-ac77-496b-92df-f27374a8bd58", // asset
    "e48ece36-62e2-4504-bad9-02848725956a", // archive
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
];
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The properties of a message as they came, secrets wrapped. */
export function fromStruct(struct: Struct | undefined): Properties {
    return struct?.toJavaScript() ?? {};
}

export function toStruct(properties: Properties): Struct {
    // what is undefined is left out: Struct knows no such value
    const given = Object.entries(properties).filter(([, value]) => value !== undefined);
    return Struct.fromJavaScript(sendable(Object.fromEntries(given)) as Record<string, JavaScriptValue>);
}

/** With all texts as UTF-8 can hold them: half of a surrogate pair would keep the whole answer from being sent. */
export function sendable(value: unknown): unknown {
    if (typeof value === "string") {
        return Buffer.from(value).toString();
    }
    if (Array.isArray(value)) {
        return value.map(sendable);
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([name, one]) => [sendable(name), sendable(one)]));
    }
    return value;
}

export function isUnknown(value: unknown): boolean {
    return UNKNOWNS.includes(value);
}

/** A value that the engine encrypts in state and hides in its output. */
export function secret(value: unknown): unknown {
    return isSecret(value) ? value : { [SIGNATURE]: SECRET, value };
}

function isSecret(value: unknown): value is { value: unknown } {
    return typeof value === "object" && value !== null && (value as Properties)[SIGNATURE] === SECRET;
}

/** The plain value: what is in it, with no secret wrapped any more. */
export function plain<T>(value: T): T;
export function plain(value: unknown): unknown {
    if (isSecret(value)) {
        return plain(value.value);
    }
    if (Array.isArray(value)) {
        return value.map((one: unknown) => plain(one));
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
    }
    return value;
}

/** The names of the properties that are secret, or have something secret in them. */
export function secretNames(properties: Properties): Set<string> {
    const holds = (value: unknown): boolean =>
        isSecret(value) || (typeof value === "object" && value !== null && Object.values(value).some(holds));
    return new Set(Object.keys(properties).filter((name) => holds(properties[name])));
}

/** Every text that is secret in these properties: what no message may show. */
export function secretTexts(value: unknown): string[] {
    if (isSecret(value)) {
        return textsWithin(plain(value));
    }
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(secretTexts) : [];
}

/** The properties with these of them marked as secret. */
export function withSecrets(properties: Properties, names: ReadonlySet<string>): Properties {
    return Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [name, names.has(name) ? secret(value) : value]),
    );
}
