import type { EmulatedAction } from "./emulated-action";
import type { InstanceRegistry } from "../instances/instance-registry";
import type { ErrorTexts } from "../server/api-error";
import type { RecordedRequest } from "../server/recorded-request";
import type { AnswerObject } from "../server/xml";
import type { Parameters } from "./parameters";

/** An operation of the ECS API: everything in which it differs from the others. */
export interface Operation {
    /** Its name on the wire. */
    readonly action: EmulatedAction;
    /** The errors that only its own document has, or has in another form. */
    readonly errors: ErrorTexts;
    /** What a record says of its parameters beyond those of DescribeInstanceStatus. Nothing in it is checked. */
    readonly record?: (parameters: Parameters) => Partial<RecordedRequest>;
    /**
     * The members of its answer, except `RequestId`. A list is a member of a member, named as the XML element of a row.
     *
     * @throws ApiError
     */
    answer(parameters: Parameters, registry: InstanceRegistry, now: number): AnswerObject;
}
