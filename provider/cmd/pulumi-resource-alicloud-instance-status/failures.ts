import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import proto from "@pulumi/pulumi/proto/provider_pb";
import statusProto from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { CheckFailure } from "../../resource/resource-context";
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

export function toCheckFailures(failures: readonly CheckFailure[]): proto.CheckFailure[] {
    return failures.map(({ property, reason }) => {
        const failure = new proto.CheckFailure();
        failure.setProperty(String(sendable(property)));
        failure.setReason(String(sendable(reason)));
        return failure;
    });
}

/** `instanceIds[2]` and `assumeRole.roleArn` are places in a property. */
export function propertyOf(argument: string): string {
    return argument.replace(/[[.].*$/, "");
}

export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
