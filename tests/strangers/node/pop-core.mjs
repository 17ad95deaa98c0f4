import { answerOf, parametersOf } from "./names-on-the-wire.mjs";
import { requirePackage } from "./packages.mjs";

const RPCClient = requirePackage("@alicloud/pop-core");

export async function askPopCore({ endpoint, key, method, action, parameters, override = {} }) {
    const client = new RPCClient({
        endpoint: `http://${endpoint}`,
        apiVersion: "2014-05-26",
        accessKeyId: key.accessKey,
        accessKeySecret: key.secretKey,
        securityToken: key.securityToken,
    });
    try {
        // what the caller says replaces what the client would put in: the time and the nonce of a documented example
        const answer = await client.request(action, { ...parametersOf(action, parameters), ...override }, { method });
        return { answer: answerOf(action, answer) };
    } catch (error) {
        if (error.data === undefined) {
            throw error;
        }
        const { statusCode } = error.entry.response;
        const { code, message, data } = error;
        return { error: { kind: error.name, code, message, httpStatus: statusCode, requestId: data.RequestId } };
    }
}
