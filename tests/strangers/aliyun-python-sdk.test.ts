import { describeStranger } from "./support/describe-stranger";
import { startPythonClients } from "./support/python-clients";

for (const format of ["JSON", "XML"] as const) {
    describeStranger({
        name: `Python's aliyun-python-sdk-ecs, in ${format},`,
        task: "aliyun-python-sdk-ecs",
        signature: "HMAC-SHA1",
        method: "POST",
        choices: { format },
        // in XML the client reads nothing itself
        ...(format === "JSON" ? { wrongSecret: { code: "InvalidAccessKeySecret" } } : {}),
        start: startPythonClients,
    });
}
