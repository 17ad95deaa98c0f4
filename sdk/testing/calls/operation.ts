import type { InstanceRegistry } from "../instances/instance-registry";
import type { AnswerObject } from "../server/xml";
import { describeInstanceStatus } from "./describe-instance-status";
import type { Parameters } from "./parameters";

/** An operation of the ECS API. */
export interface Operation {
    /** Its name on the wire. */
    readonly action: string;
    /**
     * The members of its answer, except `RequestId`.
     *
     * @throws ApiError
     */
    answer(parameters: Parameters, registry: InstanceRegistry, now: number): AnswerObject;
}

/** By action. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
    [describeInstanceStatus].map((operation) => [operation.action, operation]),
);
