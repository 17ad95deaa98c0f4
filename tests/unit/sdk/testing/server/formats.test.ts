import assert from "node:assert/strict";

import { ask, askLegacy, REGION } from "../raw-client";
import { withEmulator } from "../with-emulator";

const ONE = { instances: [{ instanceId: "i-bp1j4i2jdf3owlhe****", status: "<odd> & 'strange'" }] };

describe("formats", () => {
    for (const [what, asks, type] of [
        ["JSON for ACS3 that accepts it", { accept: "application/json" }, "application/json;charset=utf-8"],
        ["XML for ACS3 that accepts it", { accept: "application/xml" }, "text/xml;charset=utf-8"],
        ["XML for ACS3 that accepts anything", { accept: "*/*" }, "text/xml;charset=utf-8"],
    ] as const) {
        it(
            `answers ${what}`,
            withEmulator(ONE, async (ecs) => {
                assert.equal((await ask(ecs, { headers: asks })).headers["content-type"], type);
            }),
        );
    }

    for (const [what, format, accept, type] of [
        ["XML without Format, whatever is accepted", {}, "application/json", "text/xml;charset=utf-8"],
        ["JSON for Format=JSON", { Format: "JSON" }, "*/*", "application/json;charset=utf-8"],
        ["JSON for Format=json", { Format: "json" }, "*/*", "application/json;charset=utf-8"],
        ["XML for Format=XML", { Format: "XML" }, "application/json", "text/xml;charset=utf-8"],
    ] as const) {
        it(
            `answers the legacy form in ${what}`,
            withEmulator(ONE, async (ecs) => {
                const answer = await askLegacy(ecs, { parameters: { ...REGION, ...format }, headers: { accept } });
                assert.deepEqual([answer.status, answer.headers["content-type"]], [200, type]);
            }),
        );
    }

    it(
        "writes a success in XML as documented, and escapes it",
        withEmulator(ONE, async (ecs) => {
            const { body } = await askLegacy(ecs);
            assert.match(body, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<DescribeInstanceStatusResponse>/);
            assert.match(body, /<RequestId>[0-9A-F-]{36}<\/RequestId>/);
            assert.match(body, /<PageNumber>1<\/PageNumber><TotalCount>1<\/TotalCount>/);
            assert.match(
                body,
                /<InstanceStatuses><InstanceStatus><InstanceId>i-bp1j4i2jdf3owlhe\*{4}<\/InstanceId><Status>&lt;odd&gt; &amp; &apos;strange&apos;<\/Status><\/InstanceStatus><\/InstanceStatuses>/,
            );
        }),
    );

    it(
        "writes an error in XML as documented",
        withEmulator(ONE, async (ecs) => {
            const { status, body } = await askLegacy(ecs, { parameters: {} });
            assert.equal(status, 400);
            assert.match(body, /<Error><RequestId>[0-9A-F-]{36}<\/RequestId><HostId>127\.0\.0\.1:\d+<\/HostId>/);
            assert.match(body, /<Code>MissingParameter\.RegionId<\/Code><Message>The input parameter “RegionId” that/);
        }),
    );
});
