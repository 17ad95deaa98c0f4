import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";

/**
 * `pulumi-resource-alicloud` in the tests of the examples. It hands each resource to the test, which plays Alibaba Cloud
 * (emulated-alicloud.ts). A change of a resource replaces it.
 */
const service = process.env["EMULATED_ALICLOUD"] ?? "";

async function create(urn: string, inputs: Record<string, unknown>): Promise<pulumi.provider.CreateResult> {
    const type = urn.split("::")[2] ?? "";
    const response = await fetch(service, { method: "POST", body: JSON.stringify({ type, inputs }) });
    return { id: await response.text(), outs: inputs };
}

function diff(
    _id: string,
    _urn: string,
    olds: Record<string, unknown>,
    news: Record<string, unknown>,
): Promise<pulumi.provider.DiffResult> {
    const replaces = Object.keys(news).filter((name) => !isDeepStrictEqual(news[name], olds[name]));
    return Promise.resolve({ changes: replaces.length > 0, replaces });
}

void pulumi.provider.main({ version: "3.99.0", create, diff }, process.argv.slice(2));
