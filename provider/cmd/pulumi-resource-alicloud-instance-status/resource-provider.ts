import proto from "@pulumi/pulumi/proto/provider_pb";
import pluginProto from "@pulumi/pulumi/proto/plugin_pb";
import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { EngineClient } from "../../engine/engine-client";
import { openProgressRow } from "../../engine/progress-row";
import type { SettingSources } from "../../ecs/connection-settings";
import { SKIP_WAIT } from "../../gate/gate-properties";
import { GateNotSatisfied } from "../../gate/run-gate";
import { forgetBriefReads } from "../../resource/brief-read";
import type { ResourceContext } from "../../resource/resource-context";
import { VERSION } from "../../version";
import { type Configuration, configure } from "./configuration";
import { answerCheckConfig, answerDiffConfig } from "./configuration-requests";
import { diffResponse } from "./diff-response";
import { EngineRun } from "./engine-run";
import { InitializationFailed, messageOf, toCheckFailures } from "./failures";
import { traceFault } from "./fault-trace";
import { answerInvoke } from "./functions";
import { type Mask, masking } from "./masking";
import { fromStruct, isUnknown, plain, type Properties, secretNames, toStruct } from "./properties";
import { outputs, preview, withoutInternals } from "./resource-outputs";
import { kindOf, type ResourceKind } from "./resources";

/** What the provider needs of the process that it runs in. */
export interface Surroundings {
    readonly env: SettingSources["env"];
    readonly schema: () => string;
    readonly connectToEngine: (address: string) => EngineClient | undefined;
}

/**
 * `pulumirpc.ResourceProvider`: translates between the engine's messages and the core, and decides nothing. Every method
 * answers or throws an error in words.
 */
export class ResourceProvider {
    readonly #surroundings: Surroundings;
    /** By resource: the outputs that the last Read has changed. The state has the new ones, so that a Diff sees no change. */
    readonly #changedInRead = new Map<string, readonly string[]>();
    #configuration: Configuration = { settings: {}, skipWait: false };
    #engine: EngineClient | undefined;
    readonly #run = new EngineRun();

    constructor(surroundings: Surroundings, engineAddress?: string) {
        this.#surroundings = surroundings;
        this.#connect(engineAddress ?? "");
    }

    handshake(request: proto.ProviderHandshakeRequest): proto.ProviderHandshakeResponse {
        this.#connect(request.getEngineAddress());
        const response = new proto.ProviderHandshakeResponse();
        response.setAcceptSecrets(true);
        return response;
    }

    attach(request: pluginProto.PluginAttach): void {
        this.#run.attach(request.getAddress());
        this.#connect(request.getAddress());
    }

    getPluginInfo(): pluginProto.PluginInfo {
        const info = new pluginProto.PluginInfo();
        info.setVersion(VERSION);
        return info;
    }

    getSchema(): proto.GetSchemaResponse {
        const response = new proto.GetSchemaResponse();
        response.setSchema(this.#surroundings.schema());
        return response;
    }

    checkConfig(request: proto.CheckRequest): proto.CheckResponse {
        return answerCheckConfig(request, this.#surroundings.env);
    }

    diffConfig(request: proto.DiffRequest): proto.DiffResponse {
        return answerDiffConfig(request);
    }

    configure(request: proto.ConfigureRequest): proto.ConfigureResponse {
        const args = plain(fromStruct(request.getArgs()));
        this.#run.configure(args);
        this.#configuration = configure(args, this.#surroundings.env);
        this.#changedInRead.clear();
        forgetBriefReads();
        const response = new proto.ConfigureResponse();
        response.setAcceptsecrets(true);
        response.setSupportspreview(true);
        return response;
    }

    async check(request: proto.CheckRequest): Promise<proto.CheckResponse> {
        const kind = kindOf(request.getUrn());
        const news = withoutInternals(fromStruct(request.getNews()));
        const known = plain(news);
        const secrets = secretNames(news);
        return this.#withContext(request.getUrn(), masking(news), (context) => {
            const { inputs, errors } = kind.check(plain(fromStruct(request.getOlds())), known, context);
            const filledIn = Object.entries(inputs).filter(([name, value]) => value !== known[name]);
            const response = new proto.CheckResponse();
            // all else as it came, secrets wrapped
            response.setInputs(toStruct({ ...news, ...Object.fromEntries(filledIn) }));
            response.setFailuresList(toCheckFailures(errors, (name) => secrets.has(name)));
            return response;
        });
    }

    async diff(request: proto.DiffRequest): Promise<proto.DiffResponse> {
        const kind = kindOf(request.getUrn());
        const olds = fromStruct(request.getOlds());
        const news = fromStruct(request.getNews());
        return this.#withContext(request.getUrn(), masking(olds, news), async (context) => {
            const changedInRead = this.#changedInRead.get(request.getUrn());
            const { changes, diffs } = await kind.plan(plain(olds), plain(news), { ...context, changedInRead });
            return diffResponse(diffs, changes, news);
        });
    }

    async create(request: proto.CreateRequest): Promise<proto.CreateResponse> {
        const kind = kindOf(request.getUrn());
        const inputs = fromStruct(request.getProperties());
        const response = new proto.CreateResponse();
        response.setRefreshBeforeUpdate(true);
        if (request.getPreview()) {
            response.setProperties(toStruct(preview(kind, inputs)));
            return response;
        }
        const id = `${kind.idPrefix}-${randomBytes(4).toString("hex")}`;
        response.setId(id);
        response.setProperties(toStruct(await this.#perform(request, kind, id, inputs)));
        return response;
    }

    async update(request: proto.UpdateRequest): Promise<proto.UpdateResponse> {
        const kind = kindOf(request.getUrn());
        const inputs = fromStruct(request.getNews());
        const response = new proto.UpdateResponse();
        response.setRefreshBeforeUpdate(true);
        response.setProperties(
            toStruct(
                request.getPreview()
                    ? preview(kind, inputs)
                    : await this.#perform(request, kind, request.getId(), inputs, plain(fromStruct(request.getOlds()))),
            ),
        );
        return response;
    }

    async read(request: proto.ReadRequest): Promise<proto.ReadResponse> {
        const kind = kindOf(request.getUrn());
        const recorded = withoutInternals(fromStruct(request.getProperties()));
        const inputs = fromStruct(request.getInputs());
        const isRecorded = Object.keys(recorded).length > 0;
        // a damaged state may have lost the outputs: the inputs are enough to read the resource
        const state = isRecorded ? recorded : kind.kept(inputs);
        if (!isRecorded && Object.keys(inputs).length === 0) {
            throw new Error(
                "this resource cannot be imported: it is nothing that ECS keeps. Declare it in the program, and the next up makes it",
            );
        }
        const refreshed = await this.#withContext(request.getUrn(), masking(state, inputs), (context) =>
            kind.refresh(plain(state), plain(inputs), {
                ...context,
                readWithinMs: timeoutMsOf(request),
            }),
        );
        const known = plain(state);
        const changed = kind.outputs.filter((name) => !isDeepStrictEqual(known[name], refreshed[name]));
        this.#changedInRead.set(request.getUrn(), changed);
        const response = new proto.ReadResponse();
        response.setId(request.getId());
        response.setProperties(toStruct(outputs(kind, refreshed, secretNames(state))));
        response.setInputs(toStruct(inputs));
        response.setRefreshBeforeUpdate(true);
        return response;
    }

    /** There is nothing to delete: what is gone is the wait. */
    delete(): void {
        // nothing
    }

    invoke(request: proto.InvokeRequest): Promise<proto.InvokeResponse> {
        return answerInvoke(request, this.#sources, this.#run.signal);
    }

    cancel(): void {
        this.#run.cancel();
    }

    get #sources(): SettingSources {
        const { settings, skipWait } = this.#configuration;
        return {
            settings,
            config: (key) => (key === SKIP_WAIT && skipWait ? "true" : undefined),
            configNamespace: "alicloud-instance-status",
            env: this.#surroundings.env,
        };
    }

    async #perform(
        request: { getUrn(): string; getTimeout(): number },
        kind: ResourceKind,
        id: string,
        inputs: Properties,
        olds: Properties = {},
    ): Promise<Properties> {
        const secrets = secretNames(inputs);
        const mask = masking(inputs);
        try {
            const result = await this.#withContext(request.getUrn(), mask, (context) =>
                kind.run(plain(inputs), context, timeoutMsOf(request), olds),
            );
            this.#changedInRead.delete(request.getUrn());
            return outputs(kind, result, secrets);
        } catch (error) {
            traceFault(error, mask);
            throw error instanceof GateNotSatisfied
                ? new InitializationFailed(id, outputs(kind, error.outputs, secrets), mask(error.message))
                : new Error(mask(messageOf(error)));
        }
    }

    async #withContext<T>(urn: string, mask: Mask, run: (context: ResourceContext) => Promise<T> | T): Promise<T> {
        const row = openProgressRow(this.#engine, urn);
        const log: ResourceContext["log"] = {
            progress: (describe) => row.progress(() => mask(describe())),
            info: (text) => row.info(mask(text)),
            warn: (text) => row.warn(mask(text)),
        };
        try {
            return await run({
                sources: this.#sources,
                log,
                isUnknown,
                signal: this.#run.signal,
                urn,
            });
        } finally {
            await row.close();
        }
    }

    #connect(address: string): void {
        if (address !== "") {
            this.#engine = this.#surroundings.connectToEngine(address);
        }
    }
}

/** `customTimeouts` of the operation, which the engine hands over in seconds; 0 stands for none. */
function timeoutMsOf(request: { getTimeout(): number }): number | undefined {
    const seconds = request.getTimeout();
    return seconds > 0 ? Math.round(seconds * 1_000) : undefined;
}
