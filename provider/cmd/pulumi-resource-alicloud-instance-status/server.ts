import {
    type handleUnaryCall,
    Server,
    ServerCredentials,
    status,
    type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type pluginProto from "@pulumi/pulumi/proto/plugin_pb";
import service from "@pulumi/pulumi/proto/provider_grpc_pb";
import type proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { toServiceError } from "./failures";
import { traceFault } from "./fault-trace";
import type { ResourceProvider } from "./resource-provider";

/** As in Pulumi's own SDKs: large states come in one message. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** How long an answer may take to leave this process. */
const DELIVERY_MS = 20;

/** A provider that is being served. */
export interface Served {
    readonly port: number;
    /** Resolves when no call is open any more. */
    readonly answered: () => Promise<void>;
    /** Takes no more calls, and drops those that are open. */
    readonly stop: () => void;
}

/** Serves the provider on a free port of 127.0.0.1. */
export async function serve(provider: ResourceProvider): Promise<Served> {
    const open = new Set<Promise<void>>();
    const server = new Server({
        "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
        "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
    });
    server.addService(service.ResourceProviderService, implementationOf(provider, open));
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
            error === null ? resolve(bound) : reject(error),
        );
    });
    return {
        port,
        answered: async () => {
            await Promise.all(open);
            await new Promise((resolve) => setTimeout(resolve, DELIVERY_MS));
        },
        stop: () => server.forceShutdown(),
    };
}

function implementationOf(provider: ResourceProvider, open: Set<Promise<void>>): UntypedServiceImplementation {
    /** Whatever happens, there is an answer, and an error is one in words. */
    function answered<Request>(answer: (request: Request) => unknown): handleUnaryCall<Request, unknown> {
        return ({ request }, callback) => {
            const call = (async () => (await answer(request)) ?? new Empty())()
                .then(
                    (response) => callback(null, response),
                    (error: unknown) => {
                        traceFault(error);
                        callback(toServiceError(error));
                    },
                )
                // an answer that cannot be sent must not leave the engine waiting for it
                .catch(() => callback({ code: status.INTERNAL, details: "the answer could not be sent" }))
                .finally(() => open.delete(call));
            open.add(call);
        };
    }
    return {
        handshake: answered((request: proto.ProviderHandshakeRequest) => provider.handshake(request)),
        attach: answered((request: pluginProto.PluginAttach) => provider.attach(request)),
        getPluginInfo: answered(() => provider.getPluginInfo()),
        getSchema: answered(() => provider.getSchema()),
        checkConfig: answered((request: proto.CheckRequest) => provider.checkConfig(request)),
        diffConfig: answered((request: proto.DiffRequest) => provider.diffConfig(request)),
        configure: answered((request: proto.ConfigureRequest) => provider.configure(request)),
        check: answered((request: proto.CheckRequest) => provider.resources.check(request)),
        diff: answered((request: proto.DiffRequest) => provider.resources.diff(request)),
        create: answered((request: proto.CreateRequest) => provider.resources.create(request)),
        update: answered((request: proto.UpdateRequest) => provider.resources.update(request)),
        read: answered((request: proto.ReadRequest) => provider.resources.read(request)),
        delete: answered(() => provider.delete()),
        invoke: answered((request: proto.InvokeRequest) => provider.invoke(request)),
        cancel: answered(() => provider.cancel()),
    };
}
