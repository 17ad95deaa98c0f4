import { createHash, createHmac, randomUUID } from "node:crypto";
import * as http from "node:http";

import type { EcsEmulator } from "../../../../sdk/testing";

/** A call in plain words. What is not said is as a well-behaved client would have it. */
export interface RawCall {
    readonly parameters?: Readonly<Record<string, string>>;
    /** Where the parameters travel. Default: in the query. */
    readonly inForm?: boolean;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly accessKey?: string;
    readonly secretKey?: string;
    readonly securityToken?: string;
    readonly nonce?: string;
    /** Milliseconds since 1970. */
    readonly time?: number;
    readonly timestamp?: string;
    readonly action?: string;
    readonly version?: string;
    /** Runs on the signed request, to spoil it. */
    readonly tamper?: (request: { path: string; headers: Record<string, string> }) => void;
    readonly agent?: http.Agent;
}

export interface RawAnswer {
    readonly status: number;
    readonly headers: http.IncomingHttpHeaders;
    readonly body: string;
    readonly json: RawJson;
}

export interface RawJson {
    readonly [member: string]: unknown;
    readonly RequestId?: string;
    readonly Code?: string;
    readonly Message?: string;
    readonly TotalCount?: number;
    readonly InstanceStatuses?: { readonly InstanceStatus: readonly { InstanceId: string; Status: string }[] };
}

export const REGION = { RegionId: "cn-hangzhou" };

/** `InstanceId.1`, `InstanceId.2` … */
export function ids(...instanceIds: string[]): Record<string, string> {
    return Object.fromEntries(instanceIds.map((id, index) => [`InstanceId.${index + 1}`, id]));
}

/** `{id: status}` of an answer. */
export function statuses(answer: RawAnswer): Record<string, string> {
    const rows = answer.json.InstanceStatuses?.InstanceStatus ?? [];
    return Object.fromEntries(rows.map((row) => [row.InstanceId, row.Status]));
}

/** Asks with the current signature. Written from the documentation, so that it shares no code with the emulator. */
export function ask(ecs: EcsEmulator, call: RawCall = {}): Promise<RawAnswer> {
    const { parameters = REGION, inForm = false, method = "POST" } = call;
    const body = inForm ? encode(parameters) : "";
    const query = inForm ? "" : encode(parameters);
    const signedHeaders: Record<string, string> = {
        host: ecs.endpoint,
        "x-acs-action": call.action ?? "DescribeInstanceStatus",
        "x-acs-version": call.version ?? "2014-05-26",
        "x-acs-date": timestampOf(call),
        "x-acs-signature-nonce": call.nonce ?? randomUUID(),
        "x-acs-content-sha256": sha256(body),
        ...(inForm ? { "content-type": "application/x-www-form-urlencoded" } : {}),
        ...(call.securityToken === undefined ? {} : { "x-acs-security-token": call.securityToken }),
    };
    const names = Object.keys(signedHeaders).sort();
    const headerLines = names.map((name) => `${name}:${signedHeaders[name] ?? ""}\n`).join("");
    const canonical = [method, "/", query, headerLines, names.join(";"), sha256(body)].join("\n");
    const signature = createHmac("sha256", secretOf(ecs, call))
        .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
        .digest("hex");
    const authorization = `ACS3-HMAC-SHA256 Credential=${keyOf(ecs, call)},SignedHeaders=${names.join(";")},Signature=${signature}`;
    const headers = { accept: "application/json", ...signedHeaders, authorization, ...call.headers };
    return send(ecs, method, `/?${query}`, headers, body, call);
}

/** Asks with the legacy signature. */
export function askLegacy(ecs: EcsEmulator, call: RawCall = {}): Promise<RawAnswer> {
    const { parameters = REGION, inForm = false, method = "GET" } = call;
    const all: Record<string, string> = {
        Action: call.action ?? "DescribeInstanceStatus",
        Version: call.version ?? "2014-05-26",
        AccessKeyId: keyOf(ecs, call),
        SignatureMethod: "HMAC-SHA1",
        SignatureVersion: "1.0",
        SignatureNonce: call.nonce ?? randomUUID(),
        Timestamp: timestampOf(call),
        ...(call.securityToken === undefined ? {} : { SecurityToken: call.securityToken }),
        ...parameters,
    };
    const text = `${method}&%2F&${percent(encode(all))}`;
    const Signature = createHmac("sha1", `${secretOf(ecs, call)}&`)
        .update(text)
        .digest("base64");
    const sent = encode({ ...all, Signature });
    const type: Record<string, string> = inForm ? { "content-type": "application/x-www-form-urlencoded" } : {};
    const headers = { host: ecs.endpoint, ...type, ...call.headers };
    return send(ecs, method, inForm ? "/" : `/?${sent}`, headers, inForm ? sent : "", call);
}

/** Sends it as it is and reads whatever comes back. */
export function send(
    ecs: { endpoint: string },
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    { tamper, agent }: RawCall = {},
): Promise<RawAnswer> {
    const request = { path, headers: { ...headers } };
    tamper?.(request);
    const [host, port] = ecs.endpoint.split(":");
    return new Promise((resolve, reject) => {
        const outgoing = http.request({ host, port, method, ...request, ...(agent ? { agent } : { agent: false }) });
        outgoing.on("error", reject);
        outgoing.on("response", (response) => {
            const chunks: Buffer[] = [];
            response.on("data", (chunk: Buffer) => chunks.push(chunk));
            response.on("error", reject);
            response.on("end", () => {
                const text = Buffer.concat(chunks).toString("utf8");
                resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, json: parse(text) });
            });
        });
        outgoing.end(body);
    });
}

function keyOf(ecs: EcsEmulator, { accessKey }: RawCall): string {
    return accessKey ?? ecs.env["ALICLOUD_ACCESS_KEY"] ?? "";
}

function secretOf(ecs: EcsEmulator, { secretKey }: RawCall): string {
    return secretKey ?? ecs.env["ALICLOUD_SECRET_KEY"] ?? "";
}

function timestampOf({ timestamp, time }: RawCall): string {
    return timestamp ?? new Date(time ?? Date.now()).toISOString().replace(/\.\d{3}Z$/, "Z");
}

function encode(parameters: Readonly<Record<string, string>>): string {
    const keys = Object.keys(parameters).sort();
    return keys.map((key) => `${percent(key)}=${percent(parameters[key] ?? "")}`).join("&");
}

function percent(text: string): string {
    return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}

function parse(text: string): RawJson {
    try {
        return JSON.parse(text) as RawJson;
    } catch {
        return {};
    }
}
