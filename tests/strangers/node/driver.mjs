// Asks in the name of the test: a request a line on the standard input, its outcome a line on the standard output.
// Ends with its input, so that it cannot outlive the test.
import process from "node:process";
import { createInterface } from "node:readline";
import { inspect } from "node:util";

import { askOpenApiClient } from "./openapi-client.mjs";
import { signAcs3, signHmacSha1 } from "./openapi-util.mjs";
import { askPopCore } from "./pop-core.mjs";

const TASKS = {
    "@alicloud/pop-core": askPopCore,
    "@alicloud/openapi-client": askOpenApiClient,
    "@alicloud/openapi-util ACS3": signAcs3,
    "@alicloud/openapi-util HMAC-SHA1": signHmacSha1,
};

for await (const line of createInterface({ input: process.stdin })) {
    const { task, ...request } = JSON.parse(line);
    process.stdout.write(`${JSON.stringify(await outcomeOf(TASKS[task], request))}\n`);
}

/** What a client makes of an answer that it cannot read is an outcome, too. */
async function outcomeOf(perform, request) {
    try {
        return await perform(request);
    } catch (error) {
        return { failure: inspect(error) };
    }
}
