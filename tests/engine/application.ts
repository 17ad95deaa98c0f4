import { isDeepStrictEqual } from "node:util";
import { type sendUnaryData, Server, ServerCredentials, type ServerUnaryCall } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import service from "@pulumi/pulumi/proto/provider_grpc_pb";
import proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** The package `application` of the programs: its resource stands for all that needs the gate. */
export const APPLICATION = {
    "package.json": JSON.stringify({ name: "application", version: "1.0.0", main: "index.js" }),
    "index.js": `
const pulumi = require("@pulumi/pulumi");
exports.Application = class extends pulumi.CustomResource {
    constructor(name, args, opts) { super("application:index:Application", name, { startedAt: undefined, ...args }, opts); }
};`,
};

/** The provider of the resource: it records when the application was started. */
export interface ApplicationProvider {
    /** What the engine has to know to find it. */
    readonly env: Readonly<Record<string, string>>;
    readonly stop: () => void;
}

/** Serves the provider in the process of the test: a process of its own in each run would be a quarter of the run's CPU time. */
export async function serveApplication(): Promise<ApplicationProvider> {
    const server = new Server();
    server.addService(service.ResourceProviderService, {
        getPluginInfo: answering(() => new PluginInfo().setVersion("1.0.0")),
        attach: answering(() => new Empty()),
        configure: answering(() => new proto.ConfigureResponse()),
        check: answering((request: proto.CheckRequest) => new proto.CheckResponse().setInputs(request.getNews())),
        diff: answering((request: proto.DiffRequest) => {
            const isSame = isDeepStrictEqual(request.getOldInputs()?.toObject(), request.getNews()?.toObject());
            const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
            return new proto.DiffResponse().setChanges(isSame ? DIFF_NONE : DIFF_SOME);
        }),
        create: answering((request: proto.CreateRequest) =>
            new proto.CreateResponse().setId("application").setProperties(started(request.getProperties())),
        ),
        update: answering((request: proto.UpdateRequest) =>
            new proto.UpdateResponse().setProperties(started(request.getNews())),
        ),
        read: answering((request: proto.ReadRequest) =>
            new proto.ReadResponse()
                .setId(request.getId())
                .setInputs(request.getInputs())
                .setProperties(request.getProperties()),
        ),
        delete: answering(() => new Empty()),
        cancel: answering(() => new Empty()),
    });
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
            error === null ? resolve(bound) : reject(error),
        );
    });
    return { env: { PULUMI_DEBUG_PROVIDERS: `application:${port}` }, stop: () => server.forceShutdown() };
}

function answering<Request>(answer: (request: Request) => unknown) {
    return ({ request }: ServerUnaryCall<Request, unknown>, callback: sendUnaryData<unknown>): void =>
        callback(null, answer(request));
}

function started(inputs: Struct | undefined): Struct {
    return Struct.fromJavaScript({ ...inputs?.toJavaScript(), startedAt: Date.now() });
}
