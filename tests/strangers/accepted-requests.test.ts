import assert from "node:assert/strict";
import { EcsEmulator } from "../../sdk/testing";
import { AWKWARD_IDS } from "./support/awkward-ids";
import { KEY, REGION } from "./support/meeting";
import { SET_UP_TIMEOUT_MS } from "../support/set-up-timeout";
import { ACS3_SIGNERS, HMAC_SHA1_SIGNERS, Strangers, type Language } from "./support/signers";
import { Tap, type TappedRequest } from "./support/tap";

interface Client {
    readonly language: Language;
    readonly task: string;
    /** Only for a client that lets its user choose. */
    readonly method?: "GET" | "POST";
}

const ACS3_CLIENTS: readonly Client[] = [
    { language: "node", task: "@alicloud/openapi-client", method: "POST" },
    { language: "python", task: "alibabacloud_ecs20140526" },
];

const HMAC_SHA1_CLIENTS: readonly Client[] = [
    { language: "node", task: "@alicloud/pop-core", method: "GET" },
    { language: "node", task: "@alicloud/pop-core", method: "POST" },
    { language: "python", task: "aliyun-python-sdk-ecs" },
    { language: "go", task: "alibaba-cloud-sdk-go" },
];

// What a client sent and the emulator accepted is signed anew by the functions that packages publish, its own family's
// and others': all of them and the emulator agree on characters that each encodes in its own way.
describe("the signature that the emulator accepted", () => {
    let strangers: Strangers;
    before(async function () {
        this.timeout(SET_UP_TIMEOUT_MS);
        strangers = await Strangers.start();
    });
    after(() => strangers.stop());

    /** One request of a client through the tap, with ids that are hard to encode; the emulator has found it well signed. */
    async function acceptedRequest({ language, ...choice }: Client): Promise<TappedRequest> {
        const ecs = await EcsEmulator.start({ ...KEY, regionId: REGION });
        const tap = await Tap.before(ecs);
        try {
            const parameters = { regionId: REGION, instanceIds: AWKWARD_IDS };
            const action = "DescribeInstanceStatus";
            await strangers.ask(language, { ...choice, action, endpoint: tap.endpoint, key: KEY, parameters });
            // not ids of instances, but that is found out only after the signature was right
            assert.equal(ecs.requests[0]?.code, "Abs.InvalidInstanceIds.MalFormed");
            return tap.requests[0]!;
        } finally {
            await tap.close();
            await ecs.close();
        }
    }

    for (const client of ACS3_CLIENTS) {
        // Not Python's by JavaScript's: that one signs a fixed choice of headers, and Python's client signs more of them.
        for (const signer of ACS3_SIGNERS.filter(([language]) => language === "python" || client.language === "node")) {
            it(`of a request of ${nameOf(client)} is what ${signer[1]} makes of it`, async () => {
                const { method, url, headers, body } = await acceptedRequest(client);
                const signedNames = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1]?.split(";") ?? [];
                const again = await strangers.sign(signer, {
                    key: KEY,
                    method,
                    path: "/",
                    query: Object.fromEntries(new URLSearchParams(url.slice(2))),
                    headers: Object.fromEntries(signedNames.map((name) => [name, headers[name]])),
                    bodyHash: headers["x-acs-content-sha256"],
                });
                assert.equal(body, "");
                assert.equal(again, headers.authorization);
            });
        }
    }

    for (const client of HMAC_SHA1_CLIENTS) {
        for (const signer of HMAC_SHA1_SIGNERS) {
            it(`of a request of ${nameOf(client)} is what ${signer[1]} makes of it`, async () => {
                const { method, url, body } = await acceptedRequest(client);
                const query = new URLSearchParams(url.split("?")[1] ?? "");
                const sent = Object.fromEntries([...query, ...new URLSearchParams(body)]);
                const { Signature, ...parameters } = sent;
                assert.equal(await strangers.sign(signer, { key: KEY, method, parameters }), Signature);
            });
        }
    }
});

function nameOf({ task, method }: Client): string {
    return method === undefined ? task : `${task} (${method})`;
}
