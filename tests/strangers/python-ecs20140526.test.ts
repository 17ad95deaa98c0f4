import { retryAfter } from "./agreement/retry-after";
import { ALL_AGREEMENTS, describeStranger } from "./support/describe-stranger";
import { startPythonClients } from "./support/python-clients";

describeStranger(
    {
        name: "Python's alibabacloud_ecs20140526",
        task: "alibabacloud_ecs20140526",
        signature: "ACS3-HMAC-SHA256",
        method: "POST",
        start: startPythonClients,
    },
    [...ALL_AGREEMENTS, retryAfter],
);
