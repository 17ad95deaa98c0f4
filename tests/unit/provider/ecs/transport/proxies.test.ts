import assert from "node:assert/strict";
import { proxyFor } from "../../../../../provider/ecs/transport/proxies";

const ECS = "https://ecs.cn-hangzhou.aliyuncs.com/?RegionId=cn-hangzhou";
const PROXY = { HTTPS_PROXY: "http://proxy.example:3128" };

describe("NO_PROXY", () => {
    for (const list of [
        "*",
        "ecs.cn-hangzhou.aliyuncs.com",
        "ECS.cn-hangzhou.aliyuncs.com",
        ".aliyuncs.com",
        "*.aliyuncs.com",
        "*aliyuncs.com",
        "ecs.cn-hangzhou.aliyuncs.com:443",
        "other.example, .aliyuncs.com",
        "other.example .aliyuncs.com:443",
        ",,.aliyuncs.com,",
    ]) {
        it(`of "${list}" keeps a request to ECS from the proxy`, () => {
            assert.equal(proxyFor(new URL(ECS), { ...PROXY, NO_PROXY: list }), undefined);
            assert.equal(proxyFor(new URL(ECS), { ...PROXY, no_proxy: list }), undefined);
        });
    }

    for (const list of [
        "",
        " , ",
        "aliyuncs.com",
        "cs.cn-hangzhou.aliyuncs.com",
        "ecs.cn-hangzhou.aliyuncs.com:80",
        ".aliyuncs.com:8443",
        "*.example.com",
        "ecs.cn-hangzhou.aliyuncs.com.example",
    ]) {
        it(`of "${list}" does not`, () => {
            assert.equal(proxyFor(new URL(ECS), { ...PROXY, NO_PROXY: list })?.host, "proxy.example:3128");
        });
    }

    it("counts the port of the protocol where the address names none", () => {
        const env = { ALL_PROXY: "proxy.example:3128", NO_PROXY: "ecs.example:80" };
        assert.equal(proxyFor(new URL("http://ecs.example/"), env), undefined);
        assert.equal(proxyFor(new URL("http://ecs.example:8080/"), env)?.host, "proxy.example:3128");
    });
});
