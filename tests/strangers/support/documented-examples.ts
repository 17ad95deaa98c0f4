/** The worked example of Alibaba Cloud's page "V3 request structure and signature". */
export const ACS3_EXAMPLE = {
    key: { accessKey: "YourAccessKeyId", secretKey: "YourAccessKeySecret" },
    time: Date.parse("2023-10-26T10:22:32Z"),
    request: {
        method: "POST",
        path: "/",
        query: {
            ImageId: "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
            RegionId: "cn-shanghai",
        },
        headers: {
            host: "ecs.cn-shanghai.aliyuncs.com",
            "x-acs-action": "RunInstances",
            "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "x-acs-date": "2023-10-26T10:22:32Z",
            "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
            "x-acs-version": "2014-05-26",
        },
        bodyHash: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    },
    authorization:
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId," +
        "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version," +
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
};

/** The worked example of Alibaba Cloud's page "Signature". */
export const HMAC_SHA1_EXAMPLE = {
    key: { accessKey: "testid", secretKey: "testsecret" },
    time: Date.parse("2016-02-23T12:46:24Z"),
    method: "GET",
    parameters: {
        AccessKeyId: "testid",
        Action: "DescribeRegions",
        Format: "XML",
        SignatureMethod: "HMAC-SHA1",
        SignatureNonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
        SignatureVersion: "1.0",
        Timestamp: "2016-02-23T12:46:24Z",
        Version: "2014-05-26",
    },
    stringToSign:
        "GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML%26SignatureMethod%3DHMAC-SHA1%26" +
        "SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf%26SignatureVersion%3D1.0%26" +
        "Timestamp%3D2016-02-23T12%253A46%253A24Z%26Version%3D2014-05-26",
    signature: "OLeaidS1JvxuMvnyHOwuJ+uX5qY=",
};
