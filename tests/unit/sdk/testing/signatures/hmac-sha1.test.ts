import assert from "node:assert/strict";

import { sign, stringToSign } from "../../../../../sdk/testing/signatures/hmac-sha1";

/** The worked example of Alibaba Cloud's page "Signature". */
const PARAMETERS: [string, string][] = [
    ["Timestamp", "2016-02-23T12:46:24Z"],
    ["Format", "XML"],
    ["AccessKeyId", "testid"],
    ["Action", "DescribeRegions"],
    ["SignatureMethod", "HMAC-SHA1"],
    ["SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"],
    ["Version", "2014-05-26"],
    ["SignatureVersion", "1.0"],
];

const STRING_TO_SIGN =
    "GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML%26SignatureMethod%3DHMAC-SHA1%26" +
    "SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf%26SignatureVersion%3D1.0%26" +
    "Timestamp%3D2016-02-23T12%253A46%253A24Z%26Version%3D2014-05-26";

describe("HMAC-SHA1, the legacy signature", () => {
    it("builds the string to sign of the documented example", () =>
        assert.equal(stringToSign("GET", PARAMETERS), STRING_TO_SIGN));

    it("signs it as documented", () =>
        assert.equal(sign("testsecret", STRING_TO_SIGN), "OLeaidS1JvxuMvnyHOwuJ+uX5qY="));

    it("leaves the signature itself out", () =>
        assert.equal(stringToSign("GET", [...PARAMETERS, ["Signature", "x"]]), STRING_TO_SIGN));

    it("covers the method", () => assert.match(stringToSign("POST", PARAMETERS), /^POST&/));

    it("keeps an empty parameter, as the Go client sends SignatureType", () =>
        assert.match(stringToSign("GET", [...PARAMETERS, ["SignatureType", ""]]), /SignatureType%3D%26/));
});
