import { load } from "js-yaml";
import { ensureLanguageHost } from "../../../scripts/from-source/ensure-language-host";
import { createQuickstart, quickstart } from "./quickstarts";
import { tellTheStory } from "./story";

tellTheStory("YAML", async (instanceIds, env) => {
    const project = load(quickstart("yaml/Pulumi.yaml")) as Record<string, unknown>;
    return createQuickstart(instanceIds, { project, env, path: [await ensureLanguageHost("yaml")] });
});
