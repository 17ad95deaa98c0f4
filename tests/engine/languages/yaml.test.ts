import assert from "node:assert/strict";
import { load } from "js-yaml";
import { ensureLanguageHost } from "../../../scripts/from-source/ensure-language-host";
import { EcsEmulator } from "../../../sdk/testing";
import { skipWithoutEngine } from "../../support/engine-project";
import { assertSuccess } from "../world";
import { createQuickstart, quickstart } from "./quickstarts";
import { tellTheStory } from "./story";

tellTheStory("YAML", async (instanceIds, env) => {
    const project = load(quickstart("yaml/Pulumi.yaml")) as Record<string, unknown>;
    return createQuickstart(instanceIds, { project, env, path: [await ensureLanguageHost("yaml")] });
});

const FLEET = `
runtime: yaml
variables:
  web: { tags: { role: web } }
  now:
    fn::invoke:
      function: alicloud-instance-status:getInstanceStatuses
      arguments: { instanceIds: "\${running.instanceIds}", includeHealth: true }
resources:
  running:
    type: alicloud-instance-status:InstanceStatusGate
    properties:
      selector: "\${web}"
      minInstanceCount: 2
      targetHealth: [Ok]
      initialDelay: 1s
      timeout: 60s
  recorded:
    type: alicloud-instance-status:InstanceStatuses
    properties: { selector: "\${web}", includeHealth: true }
    options: { dependsOn: ["\${running}"] }
outputs:
  ids: \${running.instanceIds}
  health: \${running.healthById}
  recorded: \${recorded.healthById}
  now: \${now.healthById}
`;

describe("a program in YAML with a selector and the health, on the real engine", () => {
    before(skipWithoutEngine);

    it("passes in one up when its instances are listed and their systems run", async () => {
        const ecs = await EcsEmulator.start();
        for (const instanceId of ["i-1", "i-2"]) {
            ecs.add({
                instanceId,
                tags: { role: "web" },
                visibleAfter: "500ms",
                healthScript: [["Initializing", "1s"], ["Ok"]],
            });
        }
        const project = await createQuickstart([], {
            project: load(FLEET) as Record<string, unknown>,
            env: { ...ecs.env, CI: "true" },
            path: [await ensureLanguageHost("yaml")],
        });
        try {
            assertSuccess(await project.up());
            const health = { "i-1": "Ok", "i-2": "Ok" };
            assert.deepEqual(project.outputs(), { ids: ["i-1", "i-2"], health, recorded: health, now: health });
        } finally {
            project.remove();
            await ecs.close();
        }
    });
});
