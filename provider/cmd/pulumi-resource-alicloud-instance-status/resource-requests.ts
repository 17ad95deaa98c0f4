import proto from "@pulumi/pulumi/proto/provider_pb";
import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Mask } from "../../engine/mask";
import { NotSatisfiedError, type Operation, type Resource } from "../../resource/resource";
import { RefreshMemory } from "../../resource/refresh-memory";
import type { ResourceContext } from "../../resource/resource-context";
import { diffResponse } from "./diff-response";
import { InitializationFailed, messageOf, toCheckFailures } from "./failures";
import { traceFault } from "./fault-trace";
import { masking } from "./masking";
import { fromStruct, plain, type Properties, secretNames, toStruct } from "./properties";
import { outputs, previewed, withoutInternals } from "./resource-outputs";
import { resourceOf } from "./resources";

/** Runs one request of a resource with its context. */
export type WithContext = <T>(urn: string, mask: Mask, run: (context: ResourceContext) => Promise<T> | T) => Promise<T>;

/** The requests for a resource: translates between the engine's messages and {@link Resource}. */
export class ResourceRequests {
    readonly #withContext: WithContext;
    readonly #refreshes = new RefreshMemory();
    /** By URN: the outputs that the last Read has changed. The state has the new ones, so that a Diff sees no change. */
    readonly #changedInRead = new Map<string, readonly string[]>();
    /**
     * The URNs whose latest request was a Read. The engine calls Read and Diff to refresh a resource, then Check and Diff to
     * plan it: a Diff right after Read is the one of the refresh.
     */
    readonly #justRead = new Set<string>();

    constructor(withContext: WithContext) {
        this.#withContext = withContext;
    }

    /** Forgets the resources of an earlier run. */
    clear(): void {
        this.#refreshes.clear();
        this.#changedInRead.clear();
        this.#justRead.clear();
    }

    async check(request: proto.CheckRequest): Promise<proto.CheckResponse> {
        const resource = resourceOf(request.getUrn());
        this.#justRead.delete(request.getUrn());
        const olds = plain(fromStruct(request.getOlds()));
        const news = withoutInternals(fromStruct(request.getNews()));
        const known = plain(news);
        const secrets = secretNames(news);
        const { inputs, errors } = await this.#withContext(request.getUrn(), masking(news), (context) =>
            resource.check(olds, known, context),
        );
        const added = Object.entries(inputs).filter(([name, value]) => value !== known[name]);
        const response = new proto.CheckResponse();
        // all others as they came, secrets wrapped
        response.setInputs(toStruct({ ...news, ...Object.fromEntries(added) }));
        response.setFailuresList(toCheckFailures(errors, (name) => secrets.has(name)));
        return response;
    }

    async diff(request: proto.DiffRequest): Promise<proto.DiffResponse> {
        const urn = request.getUrn();
        const resource = resourceOf(urn);
        const olds = fromStruct(request.getOlds());
        const news = fromStruct(request.getNews());
        const changedInRead = this.#changedInRead.get(urn);
        const isOfRefresh = this.#justRead.delete(urn);
        const { changes, diffs } = await this.#withContext(urn, masking(olds, news), (context) =>
            resource.plan(
                plain(olds),
                plain(news),
                this.#refreshes.reusing({ ...context, changedInRead }, isOfRefresh),
            ),
        );
        return diffResponse(diffs, changes, news);
    }

    async create(request: proto.CreateRequest): Promise<proto.CreateResponse> {
        const resource = resourceOf(request.getUrn());
        const inputs = fromStruct(request.getProperties());
        const response = new proto.CreateResponse();
        response.setRefreshBeforeUpdate(true);
        if (request.getPreview()) {
            response.setProperties(toStruct(previewed(resource, inputs)));
            return response;
        }
        const id = `${resource.idPrefix}-${randomBytes(4).toString("hex")}`;
        const operation: Operation = { kind: "create", olds: {}, timeoutMs: timeoutMsOf(request) };
        response.setId(id);
        response.setProperties(toStruct(await this.#run(request.getUrn(), id, inputs, operation)));
        return response;
    }

    async update(request: proto.UpdateRequest): Promise<proto.UpdateResponse> {
        const resource = resourceOf(request.getUrn());
        const inputs = fromStruct(request.getNews());
        const response = new proto.UpdateResponse();
        response.setRefreshBeforeUpdate(true);
        if (request.getPreview()) {
            response.setProperties(toStruct(previewed(resource, inputs)));
            return response;
        }
        const olds = plain(fromStruct(request.getOlds()));
        const operation: Operation = { kind: "update", olds, timeoutMs: timeoutMsOf(request) };
        response.setProperties(toStruct(await this.#run(request.getUrn(), request.getId(), inputs, operation)));
        return response;
    }

    async read(request: proto.ReadRequest): Promise<proto.ReadResponse> {
        const urn = request.getUrn();
        const resource = resourceOf(urn);
        const inputs = fromStruct(request.getInputs());
        const state = recordedState(resource, fromStruct(request.getProperties()), inputs);
        const known = plain(state);
        const readWithinMs = timeoutMsOf(request);
        const refreshed = await this.#withContext(urn, masking(state, inputs), (context) =>
            resource.refresh(known, plain(inputs), this.#refreshes.keeping({ ...context, readWithinMs })),
        );
        const changed = resource.outputs(known).filter((name) => !isDeepStrictEqual(known[name], refreshed[name]));
        this.#changedInRead.set(urn, changed);
        this.#justRead.add(urn);
        const response = new proto.ReadResponse();
        response.setId(request.getId());
        response.setProperties(toStruct(outputs(resource, refreshed, secretNames(state))));
        response.setInputs(toStruct(inputs));
        response.setRefreshBeforeUpdate(true);
        return response;
    }

    async #run(urn: string, id: string, inputs: Properties, operation: Operation): Promise<Properties> {
        const resource = resourceOf(urn);
        const secrets = secretNames(inputs);
        const mask = masking(inputs);
        try {
            const result = await this.#withContext(urn, mask, (context) =>
                resource.run(plain(inputs), context, operation),
            );
            this.#changedInRead.delete(urn);
            return outputs(resource, result, secrets);
        } catch (error) {
            traceFault(error, mask);
            throw error instanceof NotSatisfiedError
                ? new InitializationFailed(id, outputs(resource, error.outputs, secrets), mask(error.message))
                : new Error(mask(messageOf(error)));
        }
    }
}

/**
 * The outputs that the state has; where a damaged state has none, the inputs are enough to read the resource.
 *
 * @throws Error - an import, which comes with neither
 */
function recordedState(resource: Resource, properties: Properties, inputs: Properties): Properties {
    const recorded = withoutInternals(properties);
    if (Object.keys(recorded).length > 0) {
        return recorded;
    }
    if (Object.keys(inputs).length === 0) {
        throw new Error(
            "this resource cannot be imported: it is nothing that ECS keeps. Declare it in the program, and the next up makes it",
        );
    }
    return resource.kept(inputs);
}

/** `customTimeouts` of the operation, which the engine passes in seconds; 0 means none. */
function timeoutMsOf(request: { getTimeout(): number }): number | undefined {
    const seconds = request.getTimeout();
    return seconds > 0 ? Math.round(seconds * 1_000) : undefined;
}
