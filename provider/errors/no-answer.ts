import { EcsApiError } from "./ecs-api-error";

/** The error of a read whose time limit passed without an answer of ECS. */
export function noAnswer(message: string): EcsApiError {
    return new EcsApiError({ code: "NoAnswer", kind: "transient", message });
}
