import { answerOf, parametersOf } from "./names-on-the-wire.mjs";
import { requirePackage } from "./packages.mjs";

const { default: OpenApiClient, Config, OpenApiRequest, Params } = requirePackage("@alicloud/openapi-client");
const { default: OpenApiUtil } = requirePackage("@alicloud/openapi-util");
const { RuntimeOptions } = requirePackage("@alicloud/tea-util");

/** The call as the ECS client of that generation makes it: one operation, described in `Params`. */
export async function askOpenApiClient({ endpoint, key, method, action, parameters }) {
    const client = new OpenApiClient(
        new Config({
            endpoint,
            protocol: "HTTP",
            accessKeyId: key.accessKey,
            accessKeySecret: key.secretKey,
            securityToken: key.securityToken,
        }),
    );
    const operation = new Params({
        action,
        version: "2014-05-26",
        protocol: "HTTPS",
        pathname: "/",
        method,
        authType: "AK",
        style: "RPC",
        reqBodyType: "formData",
        bodyType: "json",
    });
    const request = new OpenApiRequest({ query: OpenApiUtil.query(parametersOf(action, parameters)) });
    const runtime = new RuntimeOptions({ autoretry: false, readTimeout: 10_000, connectTimeout: 10_000 });
    try {
        return { answer: answerOf(action, (await client.callApi(operation, request, runtime)).body) };
    } catch (error) {
        const { code, message, statusCode, data } = error;
        if (data === undefined) {
            throw error;
        }
        return { error: { kind: error.name, code, message, httpStatus: statusCode, requestId: data.RequestId } };
    }
}
