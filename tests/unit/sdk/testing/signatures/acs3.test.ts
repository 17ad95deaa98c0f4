import assert from "node:assert/strict";

import {
    canonicalRequest,
    parseAuthorization,
    sha256Hex,
    sign,
    stringToSign,
    type Acs3Request,
} from "../../../../../sdk/testing/signatures/acs3";

/** The worked example of Alibaba Cloud's page "V3 request structure and signature". */
const GOLDEN: Acs3Request = {
    method: "POST",
    path: "/",
    query: [
        ["RegionId", "cn-shanghai"],
        ["ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"],
    ],
    headers: {
        host: "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    },
    signedHeaders: [
        "host",
        "x-acs-action",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-version",
    ],
    bodyHash: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
};

const GOLDEN_CANONICAL = `POST
/
ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai
host:ecs.cn-shanghai.aliyuncs.com
x-acs-action:RunInstances
x-acs-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
x-acs-date:2023-10-26T10:22:32Z
x-acs-signature-nonce:3156853299f313e23d1673dc12e1703d
x-acs-version:2014-05-26

host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`;

describe("ACS3-HMAC-SHA256", () => {
    it("builds the canonical request of the documented example", () =>
        assert.equal(canonicalRequest(GOLDEN), GOLDEN_CANONICAL));

    it("hashes it as documented", () =>
        assert.equal(
            stringToSign(GOLDEN_CANONICAL),
            "ACS3-HMAC-SHA256\n7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259",
        ));

    it("signs it as documented", () =>
        assert.equal(
            sign("YourAccessKeySecret", stringToSign(GOLDEN_CANONICAL)),
            "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
        ));

    it("sorts by code unit and escapes what encodeURIComponent leaves alone", () => {
        const query: [string, string][] = [
            ["InstanceId.2", "i-*'()!~"],
            ["InstanceId.10", "a b+c"],
            ["InstanceId.1", "中😀"],
        ];
        assert.equal(
            canonicalRequest({ ...GOLDEN, query }).split("\n")[2],
            "InstanceId.1=%E4%B8%AD%F0%9F%98%80&InstanceId.10=a%20b%2Bc&InstanceId.2=i-%2A%27%28%29%21~",
        );
    });

    it("trims header values", () => {
        const headers = { ...GOLDEN.headers, host: "  ecs.cn-shanghai.aliyuncs.com " };
        assert.equal(canonicalRequest({ ...GOLDEN, headers }), GOLDEN_CANONICAL);
    });

    it("knows the hash of an empty body", () => assert.equal(sha256Hex(""), GOLDEN.bodyHash));

    it("reads the Authorization header", () => {
        const signature = "0".repeat(64);
        assert.deepEqual(
            parseAuthorization(`ACS3-HMAC-SHA256 Credential=ak,SignedHeaders=host;x-acs-date,Signature=${signature}`),
            { accessKeyId: "ak", signedHeaders: ["host", "x-acs-date"], signature },
        );
    });

    for (const broken of [
        "",
        "ACS3-HMAC-SHA256",
        "ACS3-HMAC-SM3 Credential=a,SignedHeaders=b,Signature=c",
        "Basic eA==",
    ]) {
        it(`does not understand ${JSON.stringify(broken)}`, () =>
            assert.throws(() => parseAuthorization(broken), { code: "IncompleteSignature" }));
    }
});
