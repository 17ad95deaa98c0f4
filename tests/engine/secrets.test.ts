import assert from "node:assert/strict";
import { findSecrets } from "../support/find-secrets";
import { skipWithoutEngine } from "../support/engine-project";
import { answersOfProviders, logWithoutConfiguration, readCalls, withoutConfiguration } from "../support/engine-traces";
import { assertFailure, assertSuccess } from "./world";
import { SecretsWorld } from "./secrets-world";

/**
 * One stack through all of its life, with keys from everywhere, some of which fail; then everything that was written on
 * the way is searched for every secret, and for every signature that was sent.
 *
 * Searched: the files of the backend (checkpoints, history, backups), an export, what the commands print, their event
 * log, the engine's own log at its highest level, its log files, temporary files, and every message between engine,
 * program and provider. Not searched, because secrets belong there: the program, the profile files, the requests by
 * which the engine hands a configuration over, the program's registration of a Provider, and the lines in which the
 * engine's own debugging spells these out (`engine-traces.ts`). The
 * inputs and `__provider` of gates and of InstanceStatuses are searched like all else: a dynamic provider has them in
 * state, and the requests Check, Diff, Create, Read, Update and Delete bring them.
 */
describe("secrets, on the real engine", () => {
    before(skipWithoutEngine);

    let world: SecretsWorld;
    before(async () => {
        world = await SecretsWorld.create();
        assertSuccess(await world.run("preview", ["preview"]));
        assertSuccess(await world.run("up", ["up", "--yes", "--skip-preview"], "verbose"));
        world.breakEverything();
        assertFailure(await world.run("failing", ["up", "--yes", "--skip-preview", "--continue-on-error"], "verbose"));
        assertSuccess(await world.run("refresh", ["refresh", "--yes", "--skip-preview"]));
        world.readInProgram();
        assertFailure(await world.run("function", ["preview"]));
        assertSuccess(await world.run("export", ["stack", "export"]));
        assertSuccess(await world.run("destroy", ["destroy", "--yes", "--skip-preview"]));
    });
    after(() => world.remove());

    it("were used: each identity was let in, and the search finds its keys where the engine hands them over", () => {
        assert.deepEqual(world.identitiesLetIn(), ["file", "keys", "oidc", "role", "stack", "uri"]);
        assert.ok(world.signatures.size >= 12, String(world.signatures.size));
        const handedOver = findSecrets(world.written("up").calls, world.secrets);
        for (const name of ["keys secret", "keys token", "stack secret", "uri address", "role base secret"]) {
            assert.ok(handedOver.includes(`${name}, as it is`), `${name} is in none of ${handedOver.join("; ")}`);
        }
        assert.ok(findSecrets(world.output("up"), world.secrets).length > 0, "the engine's own log spells them out");
    });

    it("met every failure that could have shown them", () => {
        const output = world.output("failing");
        for (const failure of [
            /\[denied\] Forbidden\.RAM/,
            /\[credentials\] SignatureDoesNotMatch: Specified signature is not matched with our calculation\./,
            /\[timed out\]/,
            /no credentials could be fetched from the credentials URI/,
            /is not the JSON that the aliyun CLI writes/,
        ]) {
            assert.match(output, failure);
        }
        assert.match(world.output("function"), /SignatureDoesNotMatch/);
    });

    it("are not in the state, in none of its forms", () => {
        assert.match(world.project.rawState(), /InstanceStatusGate/);
        assert.deepEqual(world.found(world.stateOfAllRuns()), []);
        assert.match(world.output("export"), /"deployment"/);
        assert.deepEqual(world.found(world.output("export")), []);
    });

    it("are not in what the commands print, nor in their event logs", () => {
        for (const run of world.runs) {
            const { stdout, stderr, events } = world.written(run);
            assert.deepEqual(world.found(stdout), [], run);
            assert.deepEqual(world.found(logWithoutConfiguration(events)), [], run);
            assert.deepEqual(world.found(logWithoutConfiguration(stderr)), [], run);
            assert.equal(/^\{"/.test(events), run !== "export", `${run} has an event log`);
        }
    });

    it("are not in what the provider answers, nor in any other message but those that hand them over", () => {
        for (const run of world.runs.filter((one) => one !== "export")) {
            const calls = readCalls(world.written(run).calls);
            const answers = answersOfProviders(calls);
            assert.ok(answers.length > 0 || run === "function", run);
            assert.deepEqual(world.found(JSON.stringify(answers)), [], run);
            assert.deepEqual(world.found(JSON.stringify(withoutConfiguration(calls))), [], run);
        }
    });

    it("are not in log files or temporary files", () => {
        assert.deepEqual(world.found(world.project.rawLogs()), []);
        assert.deepEqual(world.found(world.temporaryFiles()), []);
    });
});
