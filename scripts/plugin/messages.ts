import proto from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/*
 * The engine's messages, as far as the plugin is called here: where it is built, tested and measured.
 */

export const GATE = "urn:pulumi:dev::project::alicloud-instance-status:index:InstanceStatusGate::gate";

type Values = Record<string, JavaScriptValue>;

export function handshake(engineAddress: string): proto.ProviderHandshakeRequest {
    const request = new proto.ProviderHandshakeRequest();
    request.setEngineAddress(engineAddress);
    request.setSupportsRefreshBeforeUpdate(true);
    return request;
}

export function configure(values: Values): proto.ConfigureRequest {
    const request = new proto.ConfigureRequest();
    request.setArgs(Struct.fromJavaScript(values));
    request.setAcceptsecrets(true);
    request.setAcceptresources(true);
    return request;
}

export function invoke(name: string, values: Values): proto.InvokeRequest {
    const request = new proto.InvokeRequest();
    request.setTok(`alicloud-instance-status:index:${name}`);
    request.setArgs(Struct.fromJavaScript(values));
    return request;
}

export function check(urn: string, values: Values): proto.CheckRequest {
    const request = new proto.CheckRequest();
    request.setUrn(urn);
    request.setOlds(new Struct());
    request.setNews(Struct.fromJavaScript(values));
    return request;
}

export function create(urn: string, inputs: Struct | undefined, preview: boolean): proto.CreateRequest {
    const request = new proto.CreateRequest();
    request.setUrn(urn);
    request.setProperties(inputs);
    request.setPreview(preview);
    return request;
}

export function read(
    urn: string,
    id: string,
    inputs: Struct | undefined,
    outputs: Struct | undefined,
): proto.ReadRequest {
    const request = new proto.ReadRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setInputs(inputs);
    request.setProperties(outputs);
    return request;
}

export function diff(
    urn: string,
    id: string,
    inputs: Struct | undefined,
    outputs: Struct | undefined,
): proto.DiffRequest {
    const request = new proto.DiffRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setOlds(outputs);
    request.setOldInputs(inputs);
    request.setNews(inputs);
    return request;
}
