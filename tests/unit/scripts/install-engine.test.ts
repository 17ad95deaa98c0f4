import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { installEngine } from "../../../scripts/engine/install-engine";
import { withTemporaryFolder } from "../../support/temporary-folder";

/** Writes its arguments where the CLI belongs. */
const INSTALLER = `#!/bin/sh
[ "$2" = "--install-root" ] || exit 1
mkdir "$3/bin" && echo "$@" > "$3/bin/pulumi"
`;

/** Serves one answer on loopback, and installs into an empty folder from there. */
function installFrom(
    answer: { status: number; body: string },
    work: (install: (address?: string) => Promise<void>, folder: string) => Promise<void>,
): Promise<void> {
    return withTemporaryFolder(async (folder) => {
        const server = createServer((_request, response) => response.writeHead(answer.status).end(answer.body));
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/install.sh`;
        try {
            await work((other = address) => installEngine(folder, "3.259.0", other), folder);
        } finally {
            server.closeAllConnections();
            server.close();
        }
    });
}

describe("installEngine", () => {
    it("runs the installer for this version and folder, and leaves the user's PATH alone", () =>
        installFrom({ status: 200, body: INSTALLER }, async (install, folder) => {
            await install();
            const args = readFileSync(join(folder, "bin", "pulumi"), "utf8");
            assert.equal(args, `--no-edit-path --install-root ${folder} --version 3.259.0\n`);
        }));

    it("says in the last line why the installer failed", () =>
        installFrom({ status: 200, body: "echo no space left >&2; exit 1" }, async (install) => {
            await assert.rejects(install(), /failed:\nno space left$/);
        }));

    it("says that the download site answers with an error", () =>
        installFrom({ status: 503, body: "" }, async (install) => {
            await assert.rejects(install(), { message: "the download site answers 503" });
        }));

    it("says that the download site cannot be reached", () =>
        installFrom({ status: 200, body: "" }, async (install) => {
            await assert.rejects(install("http://127.0.0.1:9/"), { message: "the download site cannot be reached" });
        }));
});
