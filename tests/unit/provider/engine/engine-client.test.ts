import assert from "node:assert/strict";
import { connectToEngine, engineAddress, type EngineClient, SEVERITY } from "../../../../provider/engine/engine-client";
import { LoopbackEngine } from "../../../support/fake-engine";
import { setVariables } from "../../../support/wire";

describe("engineAddress", () => {
    for (const [argv, address] of [
        [["node", "provider", "127.0.0.1:41233"], "127.0.0.1:41233"],
        [["node", "provider", "--flag", "localhost:1"], "localhost:1"],
        [["node", "provider", "[::1]:41233"], "[::1]:41233"],
        [["node", "provider"], undefined],
        [["node"], undefined],
        [[], undefined],
        [["node", "127.0.0.1:41233", "tests/**/*.test.ts"], undefined],
        [["node", "provider", "127.0.0.1"], undefined],
        [["node", "provider", ":41233"], undefined],
        [["node", "provider", "http://127.0.0.1:41233"], undefined],
        [["node", "provider", "127.0.0.1:41233/x"], undefined],
        [["node", "provider", "C:\\program.js"], undefined],
    ] as [string[], string | undefined][]) {
        it(`is ${address ?? "not found"} for ${JSON.stringify(argv)}`, () => {
            assert.equal(engineAddress(argv), address);
        });
    }
});

describe("the client of the engine", () => {
    let engine: LoopbackEngine;
    let client: EngineClient;

    const opened: EngineClient[] = [];
    beforeEach(async () => {
        engine = await LoopbackEngine.start();
        client = connect(engine.address);
    });

    // A client that stays open tries to reach its engine again and again, also in the virtual time of later tests.
    afterEach(() => {
        engine.kill();
        opened.splice(0).forEach((one) => one.close());
    });

    function connect(address: string): EngineClient {
        const connected = connectToEngine(address)!;
        opened.push(connected);
        return connected;
    }

    it("is none when there is no engine to talk to", () => {
        assert.equal(connectToEngine(undefined), undefined);
    });

    it("sends a message with severity, text and resource", async () => {
        const urn = "urn:pulumi:dev::app::t:T::gate";
        await client.log({ severity: SEVERITY.info, text: "1/3 Running · i-… 😀", urn, ephemeral: true });
        await client.log({ severity: SEVERITY.warning, text: "something is odd", urn });
        await client.log({ severity: SEVERITY.info, text: "of the stack" });
        assert.deepEqual(engine.logged, [
            { severity: 1, message: "1/3 Running · i-… 😀", urn, ephemeral: true },
            { severity: 2, message: "something is odd", urn, ephemeral: false },
            { severity: 1, message: "of the stack", urn: "", ephemeral: false },
        ]);
    });

    it("finds an engine that answers alive", async () => {
        assert.equal(await client.isAlive(2_000), true);
    });

    for (const variable of ["grpc_proxy", "https_proxy", "http_proxy"]) {
        it(`looks for it on this machine, not through ${variable}`, async () => {
            const giveBack = setVariables({
                [variable]: "http://127.0.0.1:9",
                no_grpc_proxy: undefined,
                no_proxy: undefined,
            });
            try {
                assert.equal(await connect(engine.address).isAlive(2_000), true);
            } finally {
                giveBack();
            }
        });
    }

    for (const [code, what] of [
        [12, "does not know the question"],
        [2, "answers with an error of its own"],
        [13, "has an internal error"],
    ] as const) {
        it(`finds an engine alive that ${what}`, async () => {
            engine.answerRoot = { code, details: what };
            assert.equal(await client.isAlive(2_000), true);
        });
    }

    it("does not take an engine for gone that is slow, or suspended", async () => {
        engine.answerRoot = undefined;
        assert.equal(await client.isAlive(50), true);
    });

    it("finds an engine that was killed gone, and loses messages to it without a word", async () => {
        assert.equal(await client.isAlive(2_000), true);
        engine.kill();
        assert.equal(await client.isAlive(500), false);
        await client.log({ severity: SEVERITY.info, text: "nobody hears this" });
    });

    it("finds nobody at an address at which nobody listens", async () => {
        const { address } = engine;
        engine.kill();
        assert.equal(await connect(address).isAlive(500), false);
    });
});
