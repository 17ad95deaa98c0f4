import proto from "@pulumi/pulumi/proto/provider_pb";
import pluginProto from "@pulumi/pulumi/proto/plugin_pb";
import type { SettingSources } from "../../ecs/connection-settings";
import type { EngineClient } from "../../engine/engine-client";
import { maskedLog } from "../../engine/mask";
import { openProgressRow } from "../../engine/progress-row";
import { SKIP_WAIT } from "../../gate/skip-wait";
import { accounts } from "../../account/accounts";
import { VERSION } from "../../version";
import { type Configuration, configure } from "./configuration";
import { answerCheckConfig, answerDiffConfig } from "./configuration-requests";
import { EngineRun } from "./engine-run";
import { answerInvoke } from "./functions";
import { fromStruct, isUnknown, plain } from "./properties";
import { ResourceRequests, type WithContext } from "./resource-requests";

/** What the provider needs of the process that it runs in. */
export interface Surroundings {
    readonly env: SettingSources["env"];
    readonly schema: () => string;
    readonly connectToEngine: (address: string) => EngineClient | undefined;
}

/** `pulumirpc.ResourceProvider`. Every method answers, or throws an error with a message for the user. */
export class ResourceProvider {
    readonly #surroundings: Surroundings;
    readonly #run = new EngineRun();
    #configuration: Configuration = { settings: {}, skipWait: false };
    #engine: EngineClient | undefined;

    /** The requests for resources. */
    readonly resources: ResourceRequests;

    constructor(surroundings: Surroundings, engineAddress?: string) {
        this.#surroundings = surroundings;
        this.resources = new ResourceRequests(this.#withContext);
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
        this.resources.clear();
        accounts.beginRun();
        const response = new proto.ConfigureResponse();
        response.setAcceptsecrets(true);
        response.setSupportspreview(true);
        return response;
    }

    /** There is nothing to delete. */
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

    readonly #withContext: WithContext = async (urn, mask, run) => {
        const row = openProgressRow(this.#engine, urn);
        try {
            return await run({
                sources: this.#sources,
                log: maskedLog(row, mask),
                isUnknown,
                signal: this.#run.signal,
                urn,
            });
        } finally {
            await row.close();
        }
    };

    #connect(address: string): void {
        if (address !== "") {
            this.#engine = this.#surroundings.connectToEngine(address);
        }
    }
}
