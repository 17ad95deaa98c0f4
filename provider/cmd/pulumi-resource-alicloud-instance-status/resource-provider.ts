import proto from "@pulumi/pulumi/proto/provider_pb";
import pluginProto from "@pulumi/pulumi/proto/plugin_pb";
import { randomBytes } from "node:crypto";
import { setMaxListeners } from "node:events";
import { isDeepStrictEqual } from "node:util";
import type { EngineClient } from "../../../sdk/engine/engine-client";
import { openProgressRow } from "../../../sdk/engine/progress-row";
import type { SettingSources } from "../../ecs/connection-settings";
import { InvalidArgumentError } from "../../errors";
import { SKIP_WAIT } from "../../gate/gate-properties";
import { GateNotSatisfied } from "../../gate/run-gate";
import { hasUnknown, type ResourceContext } from "../../resource/resource-context";
import { VERSION } from "../../version";
import { checkConfiguration, type Configuration, configure, SECRETS } from "./configuration";
import { InitializationFailed, toCheckFailures } from "./failures";
import { FUNCTIONS } from "./functions";
import {
    fromStruct,
    isUnknown,
    plain,
    type Properties,
    secretNames,
    secretTexts,
    toStruct,
    UNKNOWN,
    withSecrets,
} from "./properties";
import { RememberedReads } from "./remembered-reads";
import { type ResourceKind, RESOURCES } from "./resources";

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
    readonly #reads = new RememberedReads();
    #configuration: Configuration = { settings: {}, skipWait: false };
    #engine: EngineClient | undefined;
    #engineReadsFirst = false;
    #running = newRun();

    constructor(surroundings: Surroundings, engineAddress?: string) {
        this.#surroundings = surroundings;
        this.#connect(engineAddress ?? "");
    }

    handshake(request: proto.ProviderHandshakeRequest): proto.ProviderHandshakeResponse {
        this.#connect(request.getEngineAddress());
        this.#engineReadsFirst = request.getSupportsRefreshBeforeUpdate();
        const response = new proto.ProviderHandshakeResponse();
        response.setAcceptSecrets(true);
        return response;
    }

    attach(request: pluginProto.PluginAttach): void {
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
        const news = fromStruct(request.getNews());
        const errors = checkConfiguration(plain(news), this.#surroundings.env);
        const mask = masking(news);
        const response = new proto.CheckResponse();
        // also for languages whose SDK does not know that they are secret
        response.setInputs(toStruct(withSecrets(news, SECRETS)));
        response.setFailuresList(
            toCheckFailures(
                errors.map(({ argument, message }) => ({ property: propertyOf(argument), reason: mask(message) })),
            ),
        );
        return response;
    }

    /** Another region, endpoint or key is a change of the provider, and replaces nothing. */
    diffConfig(request: proto.DiffRequest): proto.DiffResponse {
        const olds = plain(fromStruct(request.getOlds()));
        const news = plain(fromStruct(request.getNews()));
        const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
        const diffs = names.filter((name) => JSON.stringify(olds[name]) !== JSON.stringify(news[name]));
        return diffResponse(diffs, diffs.length > 0, news);
    }

    configure(request: proto.ConfigureRequest): proto.ConfigureResponse {
        this.#configuration = configure(plain(fromStruct(request.getArgs())), this.#surroundings.env);
        this.#reads.clear();
        const response = new proto.ConfigureResponse();
        response.setAcceptsecrets(true);
        response.setSupportspreview(true);
        return response;
    }

    async check(request: proto.CheckRequest): Promise<proto.CheckResponse> {
        const kind = kindOf(request.getUrn());
        const news = withoutInternals(fromStruct(request.getNews()));
        const known = plain(news);
        const mask = masking(news);
        return this.#withContext(request.getUrn(), mask, (context) => {
            const { inputs, failures } = kind.check(known, context);
            const filledIn = Object.entries(inputs).filter(([name, value]) => value !== known[name]);
            const response = new proto.CheckResponse();
            // all else as it came, secrets wrapped
            response.setInputs(toStruct({ ...news, ...Object.fromEntries(filledIn) }));
            response.setFailuresList(
                toCheckFailures(failures.map(({ property, reason }) => ({ property, reason: mask(reason) }))),
            );
            return response;
        });
    }

    async diff(request: proto.DiffRequest): Promise<proto.DiffResponse> {
        const kind = kindOf(request.getUrn());
        const olds = fromStruct(request.getOlds());
        const news = fromStruct(request.getNews());
        return this.#withContext(request.getUrn(), masking(olds, news), async (context) => {
            const { changes, diffs } = await kind.plan(plain(olds), plain(news), context);
            // the engine has taken what was read for the state already: it would not see that anything has changed
            const read = kind.showsWhatIsRead && !changes ? this.#reads.changesOf(request.getUrn()) : [];
            return diffResponse([...diffs, ...read], changes || read.length > 0, news);
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
        response.setProperties(toStruct(await this.#run(request, kind, id, inputs)));
        return response;
    }

    async update(request: proto.UpdateRequest): Promise<proto.UpdateResponse> {
        const kind = kindOf(request.getUrn());
        const inputs = fromStruct(request.getNews());
        const response = new proto.UpdateResponse();
        response.setRefreshBeforeUpdate(true);
        response.setProperties(
            toStruct(
                request.getPreview() ? preview(kind, inputs) : await this.#run(request, kind, request.getId(), inputs),
            ),
        );
        return response;
    }

    async read(request: proto.ReadRequest): Promise<proto.ReadResponse> {
        const kind = kindOf(request.getUrn());
        const state = withoutInternals(fromStruct(request.getProperties()));
        const inputs = fromStruct(request.getInputs());
        if (Object.keys(state).length === 0) {
            throw new Error(
                "this resource cannot be imported: it is nothing that ECS keeps. Declare it in the program, and the next up makes it",
            );
        }
        const refreshed = await this.#withContext(request.getUrn(), masking(state, inputs), (context) =>
            kind.refresh(plain(state), plain(inputs), context),
        );
        const known = plain(state);
        const changed = kind.outputs.filter((name) => !isDeepStrictEqual(known[name], refreshed[name]));
        this.#reads.noteChanges(request.getUrn(), changed);
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

    async invoke(request: proto.InvokeRequest): Promise<proto.InvokeResponse> {
        const token = request.getTok();
        const call = Object.hasOwn(FUNCTIONS, token) ? FUNCTIONS[token] : undefined;
        if (call === undefined) {
            throw new Error(`there is no function ${token} (there are ${Object.keys(FUNCTIONS).join(", ")})`);
        }
        const response = new proto.InvokeResponse();
        try {
            const args = plain(fromStruct(request.getArgs()));
            if (hasUnknown(args, isUnknown)) {
                response.setReturn(toStruct({}));
                return response; // nothing is known yet of what is asked for
            }
            const result = await call(args, this.#sources, this.#running.signal);
            response.setReturn(toStruct({ ...result }));
        } catch (error) {
            if (!(error instanceof InvalidArgumentError)) {
                throw error;
            }
            const { argument, message } = error;
            response.setFailuresList(toCheckFailures([{ property: propertyOf(argument), reason: message }]));
        }
        return response;
    }

    /** Ends all that runs now. An attached plugin is cancelled between preview and update: what comes later runs. */
    cancel(): void {
        this.#running.abort(new Error("the run was cancelled"));
        this.#running = newRun();
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

    async #run(
        request: { getUrn(): string; getTimeout(): number },
        kind: ResourceKind,
        id: string,
        inputs: Properties,
    ): Promise<Properties> {
        const secrets = secretNames(inputs);
        const mask = masking(inputs);
        const seconds = request.getTimeout();
        const timeoutMs = seconds > 0 ? Math.round(seconds * 1_000) : undefined;
        try {
            const result = await this.#withContext(request.getUrn(), mask, (context) =>
                kind.run(plain(inputs), context, timeoutMs),
            );
            this.#reads.remember(request.getUrn(), result);
            return outputs(kind, result, secrets);
        } catch (error) {
            throw error instanceof GateNotSatisfied
                ? new InitializationFailed(id, outputs(kind, error.outputs, secrets), mask(error.message))
                : new Error(mask(messageOf(error)));
        }
    }

    async #withContext<T>(urn: string, mask: Mask, run: (context: ResourceContext) => Promise<T> | T): Promise<T> {
        const row = openProgressRow(this.#engine, urn);
        const log: ResourceContext["log"] = {
            progress: (text) => row.progress(mask(text)),
            info: (text) => row.info(mask(text)),
            warn: (text) => row.warn(mask(text)),
        };
        try {
            return await run({
                sources: this.#sources,
                log,
                isUnknown,
                signal: this.#running.signal,
                urn,
                read: this.#engineReadsFirst ? this.#reads.read : undefined,
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

/** Takes out of a text what must not be shown. */
type Mask = (text: string) => string;

/** Messages name instances and quote arguments: not those that the program has marked as secret. */
function masking(...properties: readonly Properties[]): Mask {
    const secrets = secretTexts(properties).sort((one, other) => other.length - one.length);
    return (text) => secrets.reduce((masked, secretText) => masked.replaceAll(secretText, "[secret]"), text);
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

function newRun(): AbortController {
    const controller = new AbortController();
    setMaxListeners(0, controller.signal); // every wait of a run listens to it
    return controller;
}

function kindOf(urn: string): ResourceKind {
    // urn:pulumi:<stack>::<project>::<types of parents>$<type>::<name>
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const kind = Object.hasOwn(RESOURCES, type) ? RESOURCES[type] : undefined;
    if (kind === undefined) {
        throw new Error(`there is no resource ${type} (there are ${Object.keys(RESOURCES).join(", ")})`);
    }
    return kind;
}

/** What is known before ECS has answered: the arguments. */
function preview(kind: ResourceKind, inputs: Properties): Properties {
    return { ...kind.kept(inputs), ...Object.fromEntries(kind.outputs.map((name) => [name, UNKNOWN])) };
}

/** What goes into the state: what was secret stays so, and so does what tells of it. */
function outputs(kind: ResourceKind, properties: Properties, secrets: ReadonlySet<string>): Properties {
    return withSecrets(
        properties,
        secrets.has("instanceIds") ? new Set([...secrets, ...kind.namesInstances]) : secrets,
    );
}

/** `instanceIds[2]` and `assumeRole.roleArn` are places in a property. */
function propertyOf(argument: string): string {
    return argument.replace(/[[.].*$/, "");
}

/** The dynamic form of these resources keeps notes of its own among the properties; here they mean nothing. */
function withoutInternals(properties: Properties): Properties {
    const entries = Object.entries(properties);
    return Object.fromEntries(entries.filter(([name]) => !name.startsWith("__") || name === "__endpoint"));
}

function diffResponse(diffs: readonly string[], changes = diffs.length > 0, news: Properties = {}): proto.DiffResponse {
    const { DiffResponse, PropertyDiff } = proto;
    const response = new DiffResponse();
    response.setChanges(changes ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
    response.setDiffsList([...diffs]);
    response.setHasdetaileddiff(diffs.length > 0);
    for (const name of diffs) {
        const diff = new PropertyDiff();
        diff.setKind(PropertyDiff.Kind.UPDATE);
        diff.setInputdiff(name in news);
        response.getDetaileddiffMap().set(name, diff);
    }
    return response;
}
