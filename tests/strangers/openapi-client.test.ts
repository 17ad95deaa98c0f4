import { describeStranger } from "./support/describe-stranger";
import { startNodeClients } from "./support/node-clients";

for (const method of ["GET", "POST"] as const) {
    describeStranger({
        name: `@alicloud/openapi-client, ${method},`,
        task: "@alicloud/openapi-client",
        signature: "ACS3-HMAC-SHA256",
        method,
        choices: { method },
        start: startNodeClients,
    });
}
