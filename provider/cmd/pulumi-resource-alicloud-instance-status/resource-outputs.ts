import { type Properties, UNKNOWN, withSecrets } from "./properties";
import type { ResourceKind } from "./resources";

/** What is known before ECS has answered: the arguments. */
export function preview(kind: ResourceKind, inputs: Properties): Properties {
    return { ...kind.kept(inputs), ...Object.fromEntries(kind.outputs.map((name) => [name, UNKNOWN])) };
}

/** What goes into the state: what was secret stays so, and so does what tells of it. */
export function outputs(kind: ResourceKind, properties: Properties, secrets: ReadonlySet<string>): Properties {
    return withSecrets(
        properties,
        secrets.has("instanceIds") ? new Set([...secrets, ...kind.namesInstances]) : secrets,
    );
}

/** The dynamic form of these resources keeps notes of its own among the properties; here they mean nothing. */
export function withoutInternals(properties: Properties): Properties {
    const entries = Object.entries(properties);
    return Object.fromEntries(entries.filter(([name]) => !name.startsWith("__") || name === "__endpoint"));
}
