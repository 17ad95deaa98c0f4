import assert from "node:assert/strict";

import { toXml } from "../../../../../sdk/testing/server/xml";

describe("XML answers", () => {
    it("nests objects and repeats the element of an array", () =>
        assert.equal(
            toXml("Answer", { Total: 2, List: { Row: [{ Id: "a" }, { Id: "b" }] } }),
            '<?xml version="1.0" encoding="UTF-8"?>\n' +
                "<Answer><Total>2</Total><List><Row><Id>a</Id></Row><Row><Id>b</Id></Row></List></Answer>\n",
        ));

    it("escapes what would be markup", () =>
        assert.match(toXml("A", { B: `<&>"'` }), /<B>&lt;&amp;&gt;&quot;&apos;<\/B>/));

    it("replaces control characters, which no escape makes legal", () =>
        assert.match(toXml("A", { B: "x\u0000\u001by\tz" }), /<B>x\ufffd\ufffdy\tz<\/B>/));

    it("writes nothing for null and an empty list", () =>
        assert.match(toXml("A", { B: null, C: { D: [] } }), /<A><B><\/B><C><\/C><\/A>/));
});
