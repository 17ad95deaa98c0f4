import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

import type { Parameters } from "../calls/parameters";
import { ACS3 } from "../signatures/acs3";
import type { SignatureForm } from "./recorded-request";

type Headers = Readonly<Record<string, string | undefined>>;

/** A parsed request, before authentication. */
export interface ApiCall {
    /** Every answer carries it. */
    readonly requestId: string;
    readonly method: string;
    readonly path: string;
    readonly headers: Headers;
    readonly query: readonly (readonly [string, string])[];
    readonly body: Buffer;
    /** Of the query and the form. */
    readonly parameters: Parameters;
    readonly action: string | undefined;
    readonly version: string | undefined;
    readonly signature: SignatureForm;
    /** The format of the answer. */
    readonly format: "json" | "xml";
}

export function readApiCall({ method = "", url = "/", headers: received }: IncomingMessage, body: Buffer): ApiCall {
    // repeated headers are lists, which String joins with commas
    const headers: Headers = Object.fromEntries(Object.entries(received).map(([name, value]) => [name, String(value)]));
    const [path = "", ...search] = url.split("?");
    const query = [...new URLSearchParams(search.join("?"))];
    const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
    const form = isForm ? [...new URLSearchParams(body.toString("utf8"))] : [];
    const parameters = new Map([...query, ...form]);
    const signature = signatureForm(headers, parameters);
    // the gateway answers XML by default; `accept` counts only in the current form
    const accept = signature === "HMAC-SHA1" ? undefined : headers["accept"];
    const format = parameters.get("Format") ?? accept ?? "xml";
    return {
        requestId: randomUUID().toUpperCase(),
        method,
        path,
        headers,
        query,
        body,
        parameters,
        action: headers["x-acs-action"] ?? parameters.get("Action"),
        version: headers["x-acs-version"] ?? parameters.get("Version"),
        signature,
        format: format.toLowerCase().includes("json") ? "json" : "xml",
    };
}

function signatureForm(headers: Headers, parameters: Parameters): SignatureForm {
    if (headers["authorization"]?.startsWith("ACS3-") === true) {
        return ACS3;
    }
    return parameters.has("Signature") || parameters.has("AccessKeyId") ? "HMAC-SHA1" : "none";
}
