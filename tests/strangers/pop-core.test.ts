import { describeStranger } from "./support/describe-stranger";
import { startNodeClients } from "./support/node-clients";

for (const method of ["GET", "POST"] as const) {
    describeStranger({
        name: `@alicloud/pop-core, ${method === "GET" ? "GET with a query" : "POST with a form"},`,
        task: "@alicloud/pop-core",
        signature: "HMAC-SHA1",
        method,
        choices: { method },
        start: startNodeClients,
    });
}
