import { join } from "node:path";
import { preparePythonSdk } from "../../sdks/support/python-sdk";
import { createQuickstart, quickstart } from "./quickstarts";
import { tellTheStory } from "./story";

// through the Automation API, which needs no language host; Pulumi's own is the same SDK in another process
tellTheStory("Python", async (instanceIds, env) => {
    const python = await preparePythonSdk();
    return createQuickstart(instanceIds, {
        project: { runtime: "python" },
        files: { "__main__.py": quickstart("python/__main__.py") },
        command: [python, join(__dirname, "driver.py")],
        env: { ...env, PYTHONDONTWRITEBYTECODE: "1", PYTHONUNBUFFERED: "1" },
    });
});
