import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { prepareFolder } from "../../../scripts/prepare/prepare-folder";
import { runCommand } from "../../../scripts/prepare/run-command";
import { copyFolder, pathsIn } from "./sdk-files";

const HINT = "The Java SDK is compiled with a JDK, 11 or later, and Maven (Debian: default-jdk-headless, maven).";
/** Options for Maven: a JVM that lives for seconds spends half of its time on optimizing what ends soon. */
export const SHORT_LIVED_JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
const JAVA_EXAMPLE = "examples/native/java";

export interface JavaSdk {
    /** A local Maven repository with the SDK, with all that it and the example need, plugins of Maven too. */
    readonly repository: string;
    /** The example, compiled. */
    readonly example: string;
}

/** Compiles the Java SDK and the example that uses it. */
export async function prepareJavaSdk(): Promise<JavaSdk> {
    const tools = await runCommand("mvn", ["--version"], { hint: HINT });
    const folder = await prepareFolder({
        group: "sdks",
        name: "java",
        what: "the Java SDK",
        pins: [...pathsIn("sdk/java"), ...pathsIn(JAVA_EXAMPLE)],
        dependsOn: [tools],
        make: async (unfinished) => {
            const { repository, example } = partsOf(unfinished);
            const sdk = join(unfinished, "sdk");
            copyFolder("sdk/java", sdk);
            copyFolder(JAVA_EXAMPLE, example);
            await runMaven(sdk, repository, ["install"]);
            await runMaven(example, repository, ["compile"]);
            await askForPackages(example, repository); // fetches what running takes
            await forgetOrigins(repository);
        },
    });
    return partsOf(folder);
}

/** Asks as the language host does which plugins the compiled example needs. */
export async function askForPackages(example: string, repository: string): Promise<unknown> {
    const asked = ["compile", "exec:java", "-DmainClass=com.pulumi.bootstrap.internal.Main", "-DmainArgs=packages"];
    const logElsewhere = "-Dorg.slf4j.simpleLogger.logFile=System.err";
    const printed = await runMaven(example, repository, [logElsewhere, ...asked], []);
    return JSON.parse(/\[\s*\{[^]*\}\s*\]/.exec(printed)?.[0] ?? "null") as unknown; // some Mavens reset colours before and after
}

/** What was fetched counts as fetched, whatever the mirror was called: it is used without a network from then on. */
async function forgetOrigins(repository: string): Promise<void> {
    const files = await readdir(repository, { recursive: true });
    for (const file of files.filter((one) => one.endsWith("_remote.repositories"))) {
        await rm(join(repository, file));
    }
}

function partsOf(folder: string): JavaSdk {
    return { repository: join(folder, "repository"), example: join(folder, "example") };
}

async function runMaven(
    folder: string,
    repository: string,
    goals: readonly string[],
    quiet: readonly string[] = ["--quiet"],
): Promise<string> {
    const flags = ["--batch-mode", "--no-transfer-progress", ...quiet, `-Dmaven.repo.local=${repository}`];
    const env = { ...process.env, MAVEN_OPTS: SHORT_LIVED_JVM };
    return await runCommand("mvn", ["-f", join(folder, "pom.xml"), ...flags, ...goals], {
        cwd: folder,
        env,
        hint: HINT,
    });
}
