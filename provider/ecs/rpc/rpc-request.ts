import { stringify } from "node:querystring";
import { VERSION } from "../../version";
import type { Credentials } from "../credentials/credential-source";
import type { HttpRequest } from "../transport/transport";
import { openApiUtil } from "./open-api-util";

/** Whether and how a service of Alibaba Cloud is asked. */
export interface RpcCall {
    /** `host[:port]` */
    readonly endpoint: string;
    readonly protocol: "http" | "https";
    readonly action: string;
    /** The version of the service's API. */
    readonly version: string;
    /** Parameters in the URL. A list `Name: [a, b]` is sent as `Name.1=a&Name.2=b`. */
    readonly query?: Readonly<Record<string, unknown>>;
    /** Parameters in the body: those that must not stand in a URL, because they may be secret. */
    readonly form?: Readonly<Record<string, string>>;
    /** What signs the request; without it the request is anonymous. */
    readonly credentials?: Credentials | undefined;
}

const ALGORITHM = "ACS3-HMAC-SHA256";

/** The signed HTTP request of a call, with the headers that the official SDK sends, in its order. */
export function rpcRequest(call: RpcCall): HttpRequest {
    const { endpoint, protocol, action, version, form, credentials } = call;
    const util = openApiUtil();
    const query = {
        ...util.query({ ...call.query }),
        ...(credentials === undefined ? { Format: "json" } : {}),
    };
    const body = form === undefined ? "" : stringify(form);
    const bodyHash = util.hash(Buffer.from(body), ALGORITHM).toString("hex");
    const headers: Record<string, string> = {
        host: endpoint,
        "x-acs-version": version,
        "x-acs-action": action,
        "user-agent": util.getUserAgent(`pulumi-alicloud-instance-status/${VERSION}`),
        "x-acs-date": util.getTimestamp(),
        "x-acs-signature-nonce": util.getNonce(),
        accept: "application/json",
        ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
        "x-acs-content-sha256": bodyHash,
    };
    if (credentials !== undefined) {
        const { accessKeyId, accessKeySecret, securityToken } = credentials;
        if (securityToken) {
            headers["x-acs-accesskey-id"] = accessKeyId;
            headers["x-acs-security-token"] = securityToken;
        }
        headers["Authorization"] = util.getAuthorization(
            { method: "POST", pathname: "/", query, headers },
            ALGORITHM,
            bodyHash,
            accessKeyId,
            accessKeySecret,
        );
    }
    const url = new URL(`${protocol}://${endpoint}/?${stringify(query)}`);
    return { method: "POST", url, headers, body };
}
