import { ensureLanguageHost } from "../../../scripts/from-source/ensure-language-host";
import { prepareJavaSdk, SHORT_LIVED_JVM } from "../../sdks/support/java-sdk";
import { createQuickstart, quickstart } from "./quickstarts";
import { tellTheStory } from "./story";

const PROGRAM = "src/main/java/quickstart/App.java";

tellTheStory("Java", async (instanceIds, env) => {
    const { repository } = await prepareJavaSdk();
    return createQuickstart(instanceIds, {
        project: { runtime: "java" },
        files: { [PROGRAM]: quickstart(`java/${PROGRAM}`), "pom.xml": quickstart("java/pom.xml") },
        path: [await ensureLanguageHost("java")],
        // everything is in there: nothing is fetched
        env: { ...env, MAVEN_OPTS: `${SHORT_LIVED_JVM} -Dmaven.repo.local=${repository}` },
    });
});
