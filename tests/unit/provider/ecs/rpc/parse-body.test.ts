import assert from "node:assert/strict";
import { describeInstanceStatus } from "../../../../../provider/ecs/calls/describe-instance-status/call";
import { parseBody } from "../../../../../provider/ecs/rpc/parse-body";
import type { UnknownBody } from "../../../../../provider/ecs/rpc/rpc-answer";
import { toXml } from "../../../../../sdk/testing/server/xml";

const ROOT = "DescribeInstanceStatusResponse";

function parse(text: string): unknown {
    return parseBody(text, describeInstanceStatus);
}

describe("parseBody", () => {
    it("reads JSON as it is", () => {
        assert.deepEqual(parse('{"TotalCount":58}'), { TotalCount: 58 });
        assert.equal(parse("null"), null);
    });

    for (const count of [0, 1, 2]) {
        it(`reads ${count} rows of XML as a list, like those of JSON`, () => {
            const rows = Array.from({ length: count }, (_, index) => ({
                InstanceId: `i-${index}`,
                Status: `<odd> & "strange" ${index}'`,
            }));
            const answer = {
                RequestId: "request-1",
                PageNumber: 1,
                PageSize: 10,
                TotalCount: count,
                InstanceStatuses: { InstanceStatus: rows },
            };
            const read = (body: unknown): unknown =>
                describeInstanceStatus.read({ regionId: "cn-hangzhou" }, body as UnknownBody, "request-1");
            assert.deepEqual(read(parse(toXml(ROOT, answer))), read(answer));
        });
    }

    it("reads an error that comes in XML", () => {
        const error = { RequestId: "request-1", HostId: "h", Code: "ServiceUnavailable", Message: "It failed." };
        assert.deepEqual(parse(toXml("Error", error)), error);
    });

    for (const empty of ["<InstanceStatuses/>", "<InstanceStatuses />", "<InstanceStatuses></InstanceStatuses >"]) {
        it(`reads ${empty} as a list of none`, () => {
            const xml = `<${ROOT}><TotalCount>0</TotalCount>${empty}</${ROOT}>`;
            const body = parse(xml) as UnknownBody;
            assert.deepEqual(describeInstanceStatus.read({ regionId: "cn-hangzhou" }, body, "").rows, []);
        });
    }

    it("reads characters by their number, literal text, and no comments", () => {
        const xml =
            "<Error><!-- a <b> --><Code>&#65;&#x42;&#x1F600;</Code><Message><![CDATA[<&amp;>]]> x</Message></Error>";
        assert.deepEqual(parse(xml), { Code: "AB\u{1f600}", Message: "<&amp;> x" });
        assert.deepEqual(parse("<Error><Code>&#1114112;</Code></Error>"), { Code: "&#1114112;" });
    });

    it("takes text that only looks like an escape as it is, and does not unescape twice", () => {
        assert.deepEqual(parse("<Error><Code>&amp;lt; &nbsp; &constructor;</Code></Error>"), {
            Code: "&lt; &nbsp; &constructor;",
        });
    });

    for (const [what, text] of [
        ["nothing", ""],
        ["half of an answer in JSON", '{"RequestId":'],
        ["JSON behind a byte order mark", '\ufeff{"TotalCount":58}'],
        ["a proxy's page", "<html>\r\n<head><title>502</title></head>\r\n<body></body>\r\n</html>"],
        ["a page with a document type", "<!DOCTYPE html><html></html>"],
        ["an element with attributes", `<${ROOT} xmlns="x"><TotalCount>1</TotalCount></${ROOT}>`],
        ["half of an answer in XML", `<${ROOT}><TotalCount>58</TotalCount><Instan`],
        ["XML that does not end", `<${ROOT}><TotalCount>58</TotalCount>`],
        ["XML whose ends are crossed", `<${ROOT}><A><B></A></B></${ROOT}>`],
        ["XML that ends more than it began", `<${ROOT}></${ROOT}></${ROOT}>`],
        ["another document", "<DescribeRegionsResponse><RequestId>x</RequestId></DescribeRegionsResponse>"],
        ["a text in an answer's place", `<${ROOT}>sign in</${ROOT}>`],
    ] as const) {
        it(`takes ${what} for no answer`, () => {
            assert.throws(() => parse(text), SyntaxError);
        });
    }
});
