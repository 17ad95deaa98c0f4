import type { IncomingHttpHeaders } from "node:http";

import { ACS3 } from "../signatures/acs3";

/** The form of a request's signature: the current one, the legacy one, or none. */
export type SignatureForm = "ACS3-HMAC-SHA256" | "HMAC-SHA1" | "none";

/** A parsed request, before authentication. */
export interface ApiCall {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly query: readonly (readonly [string, string])[];
    readonly body: Buffer;
    /** Of the query and the form. */
    readonly parameters: ReadonlyMap<string, string>;
    readonly action: string | undefined;
    readonly version: string | undefined;
    readonly signature: SignatureForm;
    readonly format: "json" | "xml";
    /** The `Host` header, which is the `HostId` of an error. */
    readonly host: string;
}

export function readApiCall(method: string, url: string, headers: IncomingHttpHeaders, body: Buffer): ApiCall {
    const queryStart = url.indexOf("?");
    const query = [...new URLSearchParams(queryStart < 0 ? "" : url.slice(queryStart + 1))];
    const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
    const form = isForm ? [...new URLSearchParams(body.toString("utf8"))] : [];
    const parameters = new Map([...query, ...form]);
    const signature = signatureForm(headers, parameters);
    return {
        method,
        path: queryStart < 0 ? url : url.slice(0, queryStart),
        headers,
        query,
        body,
        parameters,
        action: header(headers, "x-acs-action") ?? parameters.get("Action"),
        version: header(headers, "x-acs-version") ?? parameters.get("Version"),
        signature,
        format: answerFormat(headers, parameters, signature),
        host: headers.host ?? "",
    };
}

export function header(headers: IncomingHttpHeaders, name: string): string | undefined {
    const value = headers[name];
    return Array.isArray(value) ? value.join(",") : value;
}

function signatureForm(headers: IncomingHttpHeaders, parameters: ReadonlyMap<string, string>): SignatureForm {
    if (headers.authorization?.startsWith("ACS3-")) {
        return ACS3;
    }
    return parameters.has("Signature") || parameters.has("AccessKeyId") ? "HMAC-SHA1" : "none";
}

/** The gateway answers XML by default. `Format` changes that and, except in the legacy form, the `accept` header. */
function answerFormat(
    headers: IncomingHttpHeaders,
    parameters: ReadonlyMap<string, string>,
    signature: SignatureForm,
): "json" | "xml" {
    const asked = parameters.get("Format") ?? (signature === "HMAC-SHA1" ? "xml" : (headers.accept ?? "xml"));
    return asked.toLowerCase().includes("json") ? "json" : "xml";
}
