import type { Resource } from "../../resource/resource";
import { type Properties, UNKNOWN, withSecrets } from "./properties";

/** What is known before ECS has answered: the arguments. */
export function previewed(resource: Resource, inputs: Properties): Properties {
    return { ...resource.kept(inputs), ...Object.fromEntries(resource.outputs(inputs).map((name) => [name, UNKNOWN])) };
}

/** What goes into the state: the secret properties stay secret, and so do those that name secret instances. */
export function outputs(resource: Resource, properties: Properties, secrets: ReadonlySet<string>): Properties {
    const named = secrets.has("instanceIds") || secrets.has("selector") ? resource.namesInstances : [];
    return withSecrets(properties, new Set([...secrets, ...named]));
}

/** Without the package's own properties of the dynamic form, which mean nothing here. */
export function withoutInternals(properties: Properties): Properties {
    const entries = Object.entries(properties);
    return Object.fromEntries(entries.filter(([name]) => !name.startsWith("__") || name === "__endpoint"));
}
