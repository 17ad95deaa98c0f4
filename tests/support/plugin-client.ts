import { type ChannelCredentials, credentials, type ServiceError } from "@grpc/grpc-js";
import service from "@pulumi/pulumi/proto/provider_grpc_pb";
import proto from "@pulumi/pulumi/proto/provider_pb";
import assert from "node:assert/strict";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Properties = Record<string, unknown>;
/** The reasons of failed checks by property; several at one property are lines of one text. */
export type Failures = Record<string, string>;

/** A gRPC client of a plugin, as the engine is one, with plain values as arguments and results. */
export class PluginClient {
    readonly #client: InstanceType<typeof service.ResourceProviderClient>;

    constructor(port: number) {
        const insecure: ChannelCredentials = credentials.createInsecure();
        this.#client = new service.ResourceProviderClient(`127.0.0.1:${port}`, insecure);
    }

    close(): void {
        this.#client.close();
    }

    /** Calls any method with any message; rejects with gRPC's error. */
    call<Response>(method: string, request: unknown): Promise<Response> {
        type Callback = (error: ServiceError | null, response: Response) => void;
        const methods = this.#client as unknown as Record<string, (request: unknown, callback: Callback) => void>;
        return new Promise((resolve, reject) => {
            Reflect.apply(methods[method]!, this.#client, [
                request,
                (error: ServiceError | null, response: Response) =>
                    error === null ? resolve(response) : reject(error),
            ]);
        });
    }

    async handshake({
        readsFirst = true,
        engineAddress = "",
    }: { readsFirst?: boolean; engineAddress?: string } = {}): Promise<proto.ProviderHandshakeResponse> {
        const request = new proto.ProviderHandshakeRequest();
        request.setEngineAddress(engineAddress);
        request.setSupportsRefreshBeforeUpdate(readsFirst);
        return this.call("handshake", request);
    }

    async configure(args: Properties): Promise<proto.ConfigureResponse> {
        const request = new proto.ConfigureRequest();
        request.setArgs(struct(args));
        request.setAcceptsecrets(true);
        request.setAcceptresources(true);
        return this.call("configure", request);
    }

    async checkConfig(news: Properties): Promise<{ inputs: Properties; failures: Failures }> {
        return this.#check("checkConfig", "urn:pulumi:dev::test::pulumi:providers:alicloud-instance-status::p", news);
    }

    async check(urn: string, news: Properties): Promise<{ inputs: Properties; failures: Failures }> {
        return this.#check("check", urn, news);
    }

    async #check(method: string, urn: string, news: Properties): Promise<{ inputs: Properties; failures: Failures }> {
        const request = new proto.CheckRequest();
        request.setUrn(urn);
        request.setOlds(new Struct());
        request.setNews(struct(news));
        const response = await this.call<proto.CheckResponse>(method, request);
        return { inputs: plain(response.getInputs()), failures: failuresOf(response) };
    }

    /** The names of the arguments of a Provider that have changed. */
    async diffConfig(olds: Properties, news: Properties): Promise<string[]> {
        const request = new proto.DiffRequest();
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        const response = await this.call<proto.DiffResponse>("diffConfig", request);
        assert.equal(response.getReplacesList().length, 0);
        return response.getDiffsList();
    }

    async diff(urn: string, olds: Properties, news: Properties): Promise<{ changes: boolean; diffs: string[] }> {
        const request = new proto.DiffRequest();
        request.setUrn(urn);
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        const response = await this.call<proto.DiffResponse>("diff", request);
        return {
            changes: response.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME,
            diffs: response.getDiffsList(),
        };
    }

    async create(
        urn: string,
        inputs: Properties,
        { preview = false, timeoutSeconds = 0 }: { preview?: boolean; timeoutSeconds?: number } = {},
    ): Promise<{ id: string; outputs: Properties }> {
        const request = new proto.CreateRequest();
        request.setUrn(urn);
        request.setProperties(struct(inputs));
        request.setPreview(preview);
        request.setTimeout(timeoutSeconds);
        const response = await this.call<proto.CreateResponse>("create", request);
        return { id: response.getId(), outputs: plain(response.getProperties()) };
    }

    async update(urn: string, olds: Properties, news: Properties): Promise<Properties> {
        const request = new proto.UpdateRequest();
        request.setId("id");
        request.setUrn(urn);
        request.setOlds(struct(olds));
        request.setNews(struct(news));
        return plain((await this.call<proto.UpdateResponse>("update", request)).getProperties());
    }

    async read(
        urn: string,
        state: Properties,
        inputs: Properties = {},
        { timeoutSeconds = 0 }: { timeoutSeconds?: number } = {},
    ): Promise<Properties> {
        const request = new proto.ReadRequest();
        request.setId("id");
        request.setUrn(urn);
        request.setProperties(struct(state));
        request.setInputs(struct(inputs));
        request.setTimeout(timeoutSeconds);
        return plain((await this.call<proto.ReadResponse>("read", request)).getProperties());
    }

    async invoke(name: string, args: Properties): Promise<{ result: Properties; failures: Failures }> {
        const request = new proto.InvokeRequest();
        request.setTok(`alicloud-instance-status:index:${name}`);
        request.setArgs(struct(args));
        const response = await this.call<proto.InvokeResponse>("invoke", request);
        return { result: plain(response.getReturn()), failures: failuresOf(response) };
    }

    async cancel(): Promise<void> {
        await this.call("cancel", new Empty());
    }
}

function failuresOf(response: proto.CheckResponse | proto.InvokeResponse): Failures {
    const failures: Failures = {};
    for (const failure of response.getFailuresList()) {
        const property = failure.getProperty();
        failures[property] = [failures[property] ?? [], failure.getReason()].flat().join("\n");
    }
    return failures;
}

function struct(value: Properties): Struct {
    return Struct.fromJavaScript(value as Record<string, JavaScriptValue>);
}

function plain(value: Struct | undefined): Properties {
    return value?.toJavaScript() ?? {};
}
