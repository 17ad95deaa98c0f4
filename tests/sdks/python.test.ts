import assert from "node:assert/strict";
import { VERSION } from "../../provider/version";
import { runCommand } from "../../scripts/prepare/run-command";
import { SET_UP_TIMEOUT_MS } from "../support/set-up-timeout";
import { preparePythonSdk } from "./support/python-sdk";

const LOOK = `
import importlib.metadata, importlib.resources, inspect, json
import pulumi_alicloud_instance_status as sdk
print(json.dumps({
    "version": importlib.metadata.version("pulumi_alicloud_instance_status"),
    "plugin": json.loads((importlib.resources.files(sdk) / "pulumi-plugin.json").read_text()),
    "typed": (importlib.resources.files(sdk) / "py.typed").is_file(),
    "arguments": sorted(inspect.signature(sdk.InstanceStatusGateArgs.__init__).parameters),
    "names": sorted(name for name in dir(sdk) if name.startswith(("Instance", "get_", "Provider"))),
}))
`;

describe("the Python SDK", function () {
    this.timeout(SET_UP_TIMEOUT_MS);
    let look: Record<string, unknown>;
    before(async () => {
        look = JSON.parse(await runCommand(await preparePythonSdk(), ["-c", LOOK], { hint: "" })) as typeof look;
    });

    it("is installed by pip and imports, and names the plugin that it needs", () => {
        assert.equal(look["version"], VERSION);
        assert.deepEqual(look["plugin"], { resource: true, name: "alicloud-instance-status", version: VERSION });
        assert.equal(look["typed"], true);
    });

    it("has both resources, both functions and the provider, named as in Python", () => {
        assert.deepEqual(look["names"], [
            "InstanceStatusGate",
            "InstanceStatusGateArgs",
            "InstanceStatuses",
            "InstanceStatusesArgs",
            "Provider",
            "ProviderArgs",
            "get_instance_status",
            "get_instance_status_output",
            "get_instance_statuses",
            "get_instance_statuses_output",
        ]);
        assert.ok((look["arguments"] as string[]).includes("min_reached_percent"));
    });
});
