import type { UnknownBody } from "./rpc-answer";

/** What the answers of a call have in common. */
export interface AnswerForm {
    /** The name of the call in the API. The RAM permission has the same name: `ecs:<action>`. */
    readonly action: string;
    /**
     * The lists of the answer that are read: the name of the repeated element, by the name of the element around it. Only
     * XML needs this: there a list of one looks like an object, and an empty list like an empty string.
     */
    readonly lists: Readonly<Record<string, string>>;
}

/** One call of an API: how its request is written, and how its answer is read. */
export interface ApiCall<Request, Answer> extends AnswerForm {
    /** The request in the official SDK's model, which knows the names on the wire. */
    model(request: Request): RequestModel;
    /**
     * Reads the body of a successful answer.
     *
     * @throws EcsApiError - the answer is incomplete or contradicts itself
     */
    read(request: Request, body: UnknownBody, requestId: string): Answer;
}

/** A request model of the official SDK. */
interface RequestModel {
    /** The parameters under their names on the wire, without those that are not set. */
    toMap(): Record<string, unknown>;
}
