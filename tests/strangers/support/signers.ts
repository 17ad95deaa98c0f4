import assert from "node:assert/strict";
import type { Driver } from "./driver";
import { startGoClients } from "./go-clients";
import { startNodeClients } from "./node-clients";
import { startPythonClients } from "./python-clients";

export type Language = "node" | "python" | "go";

/** A function that signs, as its package publishes it: where it is, and what its driver calls it. */
export type Signer = readonly [language: Language, task: string];

export const ACS3_SIGNERS: readonly Signer[] = [
    ["node", "@alicloud/openapi-util ACS3"],
    ["python", "alibabacloud_tea_openapi ACS3"],
];

export const HMAC_SHA1_SIGNERS: readonly Signer[] = [
    ["node", "@alicloud/openapi-util HMAC-SHA1"],
    ["python", "alibabacloud_tea_openapi HMAC-SHA1"],
    ["python", "aliyun-python-sdk-core HMAC-SHA1"],
];

/** Go's package publishes no way to sign at a given time, only the last step: from the string to sign on. */
export const HMAC_SHA1_LAST_STEP: Signer = ["go", "alibaba-cloud-sdk-go HMAC-SHA1"];

/** All strangers at once. */
export class Strangers {
    private constructor(private readonly drivers: Readonly<Record<Language, Driver>>) {}

    static async start(): Promise<Strangers> {
        const node = await startNodeClients();
        const python = await startPythonClients();
        const go = await startGoClients();
        return new Strangers({ node, python, go });
    }

    async stop(): Promise<void> {
        await Promise.all(Object.values(this.drivers).map((driver) => driver.stop()));
    }

    ask(language: Language, request: { readonly task: string; readonly [member: string]: unknown }): Promise<unknown> {
        return this.drivers[language].ask(request);
    }

    async sign([language, task]: Signer, request: object): Promise<string> {
        const outcome = await this.ask(language, { task, ...request });
        const { signature, failure } = outcome as { signature?: string; failure?: string };
        assert.ok(signature !== undefined, failure);
        return signature;
    }
}
