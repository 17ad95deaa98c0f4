import { ensureLanguageHost } from "../../scripts/from-source/ensure-language-host";
import { generateSdks } from "../../scripts/sdks/generate-sdks";
import { prepareGoQuickstart } from "../engine/languages/go-quickstart";
import { prepareJavaSdk } from "../sdks/support/java-sdk";
import { prepareNodeSdk } from "../sdks/support/node-sdk";
import { preparePythonSdk } from "../sdks/support/python-sdk";
import { prepareGoClients } from "../strangers/support/go-clients";
import { prepareNodeClients } from "../strangers/support/node-clients";
import { preparePythonClients } from "../strangers/support/python-clients";

/**
 * What tests need and what takes minutes to make. It is made once and kept in the project's cache. `make` runs this
 * before the tests, because a time limit of a test is no place for a download or a compiler.
 */
const SET_UPS: Readonly<Record<string, readonly (() => Promise<unknown>)[]>> = {
    clients: [prepareNodeClients, preparePythonClients, prepareGoClients],
    sdks: [prepareNodeSdk, preparePythonSdk, prepareJavaSdk],
    hosts: [() => ensureLanguageHost("yaml"), () => ensureLanguageHost("java"), prepareGoQuickstart],
    generators: [generateSdks],
};

async function main(names: readonly string[]): Promise<void> {
    const unknown = names.find((name) => !Object.hasOwn(SET_UPS, name));
    if (unknown !== undefined || names.length === 0) {
        throw new Error(`which set-up? Known: ${Object.keys(SET_UPS).join(", ")}`);
    }
    const made = await Promise.allSettled(names.flatMap((name) => SET_UPS[name] ?? []).map((prepare) => prepare()));
    for (const result of made) {
        if (result.status === "rejected") {
            throw result.reason;
        }
    }
}

process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(`set-up: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
});
