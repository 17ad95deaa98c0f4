import ts from "typescript";
import { prepareFolder } from "../../../scripts/prepare/prepare-folder";
import { buildNodeSdk } from "../../../scripts/sdks/build-node-sdk";
import { pathsIn } from "./sdk-files";

/** The Node.js SDK as it is published, built once. */
export function prepareNodeSdk(): Promise<string> {
    return prepareFolder({
        group: "sdks",
        name: "nodejs-native",
        what: "the Node.js SDK",
        pins: pathsIn("sdk/nodejs-native"),
        dependsOn: [ts.version],
        make: buildNodeSdk,
    });
}
