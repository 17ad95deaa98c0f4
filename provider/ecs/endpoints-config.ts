import { HIDDEN, InvalidArgumentError } from "../errors/invalid-argument-error";

/** `alicloud:endpoints` is a list of objects in JSON: `[{"ecs": "host"}]`. */
export function endpointOfConfig(service: "ecs" | "sts", json: string | undefined): string | undefined {
    if (json === undefined || json.trim() === "") {
        return undefined;
    }
    const refuse = (): never => {
        throw new InvalidArgumentError(
            "alicloud:endpoints",
            /[@/?#]/.test(json) ? HIDDEN : json, // a password or token may stand around these
            'a list in JSON such as [{"ecs": "host"}]',
        );
    };
    let list: unknown;
    try {
        list = JSON.parse(json);
    } catch {
        return refuse();
    }
    for (const endpoints of Array.isArray(list) ? (list as unknown[]) : [list]) {
        if (typeof endpoints !== "object" || endpoints === null) {
            return refuse();
        }
        const host = (endpoints as Record<string, unknown>)[service] ?? "";
        if (typeof host !== "string") {
            return refuse(); // to pass it over would be to ask another host than the one that is meant
        }
        if (host !== "") {
            return host;
        }
    }
    return undefined;
}
