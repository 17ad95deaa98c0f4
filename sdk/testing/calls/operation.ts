import type { InstanceRegistry } from "../instances/instance-registry";
import type { ErrorTexts } from "../server/error-texts";
import type { AnswerObject } from "../server/xml";
import type { Parameters } from "./parameters";

/** An operation of the ECS API: everything in which it differs from the others. */
export interface Operation {
    /** Its name on the wire. */
    readonly action: string;
    /** The errors that only its own document has, or has in another form. */
    readonly errors: ErrorTexts;
    /**
     * The members of its answer, except `RequestId`. A list is a member of a member, named as the XML element of a row.
     *
     * @throws ApiError
     */
    answer(parameters: Parameters, registry: InstanceRegistry, now: number): AnswerObject;
}
