import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Property values as they travel between engine and plugin; the markers are those of Pulumi's wire format. */
export type Properties = Record<string, unknown>;

/** Stands for a value that is not known yet, in a preview. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The properties of a message as they came, secrets wrapped. */
export function fromStruct(struct: Struct | undefined): Properties {
    return struct?.toJavaScript() ?? {};
}

export function toStruct(properties: Properties): Struct {
    // what is undefined is left out: Struct knows no such value
    const given = Object.entries(properties).filter(([, value]) => value !== undefined);
    return Struct.fromJavaScript(Object.fromEntries(given) as Record<string, JavaScriptValue>);
}

export function isUnknown(value: unknown): boolean {
    return value === UNKNOWN;
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

/** The properties with these of them marked as secret. */
export function withSecrets(properties: Properties, names: ReadonlySet<string>): Properties {
    return Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [name, names.has(name) ? secret(value) : value]),
    );
}
