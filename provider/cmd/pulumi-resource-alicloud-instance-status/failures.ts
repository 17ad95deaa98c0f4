import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import proto from "@pulumi/pulumi/proto/provider_pb";
import statusProto from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { InvalidArgumentError } from "../../errors";
import { type Properties, sendable, toStruct } from "./properties";

/** A resource that exists, but is not what it should be: the engine keeps it in state and updates it next time. */
export class InitializationFailed extends Error {
    constructor(
        readonly id: string,
        readonly properties: Properties,
        message: string,
    ) {
        super(message);
    }
}

/** What is thrown becomes an answer in words: without this the engine would say "Unknown error" and no more. */
export function toServiceError(error: unknown): Partial<ServiceError> {
    const message = String(sendable(messageOf(error)));
    if (error instanceof InitializationFailed) {
        return { code: status.UNKNOWN, details: message, metadata: initializationDetails(error) };
    }
    return { code: status.UNKNOWN, details: message };
}

/** Details of an error travel in a header that gRPC's other implementations know by itself. */
function initializationDetails({ id, properties, message }: InitializationFailed): Metadata {
    const detail = new proto.ErrorResourceInitFailed();
    detail.setId(id);
    detail.setProperties(toStruct(properties));
    detail.setReasonsList([String(sendable(message))]);
    detail.setRefreshBeforeUpdate(true);
    const any = new Any();
    any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const answer = new statusProto.Status();
    answer.setCode(status.UNKNOWN);
    answer.setMessage(String(sendable(message)));
    answer.addDetails(any);
    const metadata = new Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
    return metadata;
}

/**
 * What is wrong, each at its property.
 *
 * @param isSecret - whether the value of a property must not be shown. Beside a failure at a property the engine prints
 * the value, also one that is secret: such a failure is at no property, and names it in its text alone
 */
export function toCheckFailures(
    errors: readonly InvalidArgumentError[],
    isSecret: (property: string) => boolean,
): proto.CheckFailure[] {
    return errors.map((error) => {
        const mustHide = isSecret(error.property);
        const failure = new proto.CheckFailure();
        failure.setProperty(mustHide ? "" : String(sendable(error.property)));
        failure.setReason(String(sendable(mustHide ? error.withoutValue().message : error.message)));
        return failure;
    });
}

export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
