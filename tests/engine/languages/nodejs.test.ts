import { cpSync } from "node:fs";
import { join } from "node:path";
import { prepareNodeSdk } from "../../sdks/support/node-sdk";
import { createQuickstart, quickstart } from "./quickstarts";
import { tellTheStory } from "./story";

tellTheStory("Node.js", async (instanceIds, env) => {
    const sdk = await prepareNodeSdk();
    return createQuickstart(instanceIds, {
        project: { runtime: "nodejs" },
        files: { "index.ts": quickstart("nodejs/index.ts") },
        env,
        // a copy, because modules resolve from where a file really is
        install: (program) =>
            cpSync(sdk, join(program, "node_modules/pulumi-alicloud-instance-status-native"), { recursive: true }),
    });
});
