import { prepareGoQuickstart } from "./go-quickstart";
import { createQuickstart } from "./quickstarts";
import { tellTheStory } from "./story";

// through the Automation API, which needs no language host; Pulumi's own runs the same program in a process of its own
tellTheStory("Go", async (instanceIds, env) =>
    createQuickstart(instanceIds, { project: { runtime: "go" }, command: [await prepareGoQuickstart()], env }),
);
