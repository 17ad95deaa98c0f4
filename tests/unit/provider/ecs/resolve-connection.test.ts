import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { ConnectionSettings, SettingSources } from "../../../../provider/ecs/connection-settings";
import {
    type Destination,
    isLoopback,
    isRegionId,
    resolveConnection,
    resolveDestination,
} from "../../../../provider/ecs/resolve-connection";
import { InvalidArgumentError } from "../../../../provider/errors";

interface Sources {
    settings?: ConnectionSettings;
    config?: Record<string, string>;
    env?: Record<string, string>;
}

function sourcesOf({ settings, config = {}, env = {} }: Sources): SettingSources {
    return { settings, config: (key) => config[key], env };
}

function resolve(sources: Sources, regionId?: string): Destination {
    return resolveDestination(regionId, sourcesOf(sources));
}

function refusal(sources: Sources, regionId?: string): InvalidArgumentError {
    try {
        resolve(sources, regionId);
    } catch (error) {
        assert.ok(error instanceof InvalidArgumentError);
        return error;
    }
    assert.fail("it was accepted");
}

/** All places of one setting, the one that wins first. */
interface Place {
    readonly name: string;
    readonly put: (value: string) => Sources & { regionId?: string };
}

function inEnv(name: string): Place {
    return { name, put: (value) => ({ env: { [name]: value } }) };
}

function merge(parts: readonly ReturnType<Place["put"]>[]): Sources & { regionId?: string } {
    return parts.reduce((all, part) => ({
        ...all,
        ...part,
        settings: { ...all.settings, ...part.settings },
        config: { ...all.config, ...part.config },
        env: { ...all.env, ...part.env },
    }));
}

const REGION: readonly Place[] = [
    { name: "the argument regionId", put: (regionId) => ({ regionId }) },
    { name: "the Provider", put: (region) => ({ settings: { region } }) },
    { name: "alicloud:region", put: (region) => ({ config: { "alicloud:region": region } }) },
    inEnv("ALICLOUD_REGION"),
    inEnv("ALIBABA_CLOUD_REGION"),
    inEnv("ALIBABA_CLOUD_REGION_ID"),
];

const ENDPOINT: readonly Place[] = [
    { name: "the Provider", put: (endpoint) => ({ settings: { endpoint } }) },
    { name: "alicloud:endpoints", put: (ecs) => ({ config: { "alicloud:endpoints": JSON.stringify([{ ecs }]) } }) },
    inEnv("ALIBABA_CLOUD_ENDPOINT_ECS"),
    inEnv("ECS_ENDPOINT"),
];

const PROTOCOL: readonly Place[] = [
    { name: "the Provider", put: (protocol) => ({ settings: { protocol } }) },
    { name: "alicloud:protocol", put: (protocol) => ({ config: { "alicloud:protocol": protocol } }) },
];

describe("the region", () => {
    for (const [index, place] of REGION.entries()) {
        it(`is taken from ${place.name} when it is nowhere before`, () => {
            const places = REGION.slice(index).map(({ put }, offset) => put(`eu-central-${index + offset}`));
            const { regionId: argument, ...sources } = merge(places);
            assert.equal(resolve(sources, argument).regionId, `eu-central-${index}`);
        });

        if (index === 0) {
            continue; // an argument is not looked past: see below
        }
        it(`is looked for further when ${place.name} holds an empty text`, () => {
            const sources = merge([place.put(""), ...REGION.slice(index + 1).map(({ put }) => put("eu-west-1"))]);
            if (index < REGION.length - 1) {
                assert.equal(resolve(sources).regionId, "eu-west-1");
            } else {
                assert.equal(refusal(sources).argument, "regionId");
            }
        });
    }

    it("is refused when the argument regionId is an empty text, whatever the configuration says", () => {
        for (const sources of [{}, REGION[2]!.put("eu-west-1")]) {
            const error = refusal(sources, "");
            assert.deepEqual([error.argument, error.value], ["regionId", '"" (string)']);
            assert.match(error.accepted, /^a region id such as "cn-hangzhou"/);
        }
    });

    it("is looked for further when the argument regionId is undefined or null", () => {
        const sources = REGION[2]!.put("eu-west-1");
        assert.equal(resolve(sources, undefined).regionId, "eu-west-1");
        assert.equal(resolve(sources, null as unknown as undefined).regionId, "eu-west-1");
    });

    it("is asked for by all its names when it is nowhere", () => {
        assert.equal(
            refusal({}).message,
            "`regionId` must be given: set `regionId`, or `alicloud:region` (pulumi config set alicloud:region cn-hangzhou), or ALICLOUD_REGION, got nothing",
        );
    });

    for (const [index, [place, name]] of (
        [
            [REGION[0], "regionId"],
            [REGION[1], "region"],
            [REGION[2], "alicloud:region"],
            [REGION[3], "ALICLOUD_REGION"],
            [REGION[4], "ALIBABA_CLOUD_REGION"],
            [REGION[5], "ALIBABA_CLOUD_REGION_ID"],
        ] as [Place, string][]
    ).entries()) {
        it(`is refused by the name under which it was found: ${name}`, () => {
            const good = REGION.slice(index + 1).map(({ put }) => put("eu-west-1"));
            const { regionId, ...sources } = merge([place.put("Nowhere"), ...good]);
            const error = refusal(sources, regionId);
            assert.deepEqual([error.argument, error.value], [name, '"Nowhere" (string)']);
        });
    }

    for (const region of ["cn-hangzhou", "us-west-1", "cn-shenzhen-finance-1", "cn-zhangjiakou-na62-a01", "a-1"]) {
        it(`may be ${region}`, () => {
            assert.equal(isRegionId(region), true);
        });
    }

    for (const region of [
        "constructor",
        "toString",
        "__proto__",
        "valueOf",
        "hangzhou",
        "x.example.com/",
        "cn-hangzhou.example.com",
        "cn-hangzhou/",
        "../evil",
        "cn-hangzhou/../evil",
        "cn-hangzhou@example.com",
        "cn-hangzhou:80",
        "cn-hangzhou#",
        "cn-hangzhou?x",
        "cn-hangzhou\u0000",
        "cn-hangzhou\n",
        "\ncn-hangzhou",
        " cn-hangzhou",
        "cn-hangzhou ",
        "cn hangzhou",
        "CN-HANGZHOU",
        "cn_hangzhou",
        "cn-häng",
        "cn-hangzhou-",
        "-cn-hangzhou",
        "cn--hangzhou",
        "1-cn",
        `cn-${"a".repeat(61)}`,
        "%2e%2e-evil",
        "$" + "{jndi:x}-1",
    ]) {
        it(`is never ${JSON.stringify(region.length > 40 ? `${region.slice(0, 12)}…` : region)}`, () => {
            assert.equal(isRegionId(region), false);
            assert.throws(() => resolve({}, region), InvalidArgumentError);
        });
    }

    for (const region of [7, null, true, ["cn-hangzhou"], { region: "cn-hangzhou" }] as unknown[]) {
        it(`is never ${JSON.stringify(region)}`, () => {
            assert.equal(isRegionId(region), false);
            assert.throws(() => resolve({}, region as string), InvalidArgumentError);
        });
    }
});

describe("the endpoint", () => {
    const region = { env: { ALICLOUD_REGION: "cn-hangzhou" } };

    it("is left to the SDK's map when it is nowhere", () => {
        assert.deepEqual(resolve(region), { regionId: "cn-hangzhou", endpoint: undefined, protocol: "https" });
    });

    for (const [index, place] of ENDPOINT.entries()) {
        it(`is taken from ${place.name} when it is nowhere before`, () => {
            const places = ENDPOINT.slice(index).map(({ put }, offset) => put(`host-${index + offset}.example:8080`));
            assert.equal(resolve(merge([region, ...places])).endpoint, `host-${index}.example:8080`);
        });

        it(`is looked for further when ${place.name} holds an empty text`, () => {
            const places = ENDPOINT.slice(index + 1).map(({ put }) => put("next.example"));
            const { endpoint } = resolve(merge([region, place.put(""), ...places]));
            assert.equal(endpoint, index < ENDPOINT.length - 1 ? "next.example" : undefined);
        });
    }

    for (const endpoint of [
        "ecs.cn-hangzhou.aliyuncs.com",
        "ecs.cn-hangzhou.aliyuncs.com:443",
        "127.0.0.1:8080",
        "localhost:1",
        "localhost:65535",
        "[::1]:8080",
        "[fe80::1]",
        "a",
        "ECS.Example",
    ]) {
        it(`may be ${endpoint}`, () => {
            assert.equal(resolve({ ...region, settings: { endpoint } }).endpoint, endpoint);
        });
    }

    for (const endpoint of [
        "http://127.0.0.1:8080",
        "https://ecs.example",
        "//ecs.example",
        "ecs.example/",
        "ecs.example/path",
        "ecs.example?x=1",
        "ecs.example#x",
        "someone@ecs.example",
        "someone:word@ecs.example",
        "ecs.example:",
        "ecs.example:0",
        "ecs.example:65536",
        "ecs.example:99999",
        "ecs.example:80:80",
        "ecs.example:http",
        ":8080",
        "::1",
        "[::1",
        "[::1]8080",
        " ecs.example",
        "ecs.example ",
        "ecs example",
        "ecs.example\r\nX-Header: y",
        "ecs.example\n",
        "-ecs.example",
        ".ecs.example",
        "ecs.example.",
        "ecs\\example",
        "ecs.exämple",
    ]) {
        it(`is never ${JSON.stringify(endpoint)}`, () => {
            assert.throws(
                () => resolve({ ...region, settings: { endpoint } }),
                (error) => error instanceof InvalidArgumentError && error.argument === "endpoint",
            );
        });
    }

    it("is refused by the name under which it was found", () => {
        for (const [name, sources] of [
            ["alicloud:endpoints", ENDPOINT[1]!.put("http://x")],
            ["ALIBABA_CLOUD_ENDPOINT_ECS", ENDPOINT[2]!.put("http://x")],
            ["ECS_ENDPOINT", ENDPOINT[3]!.put("http://x")],
        ] as const) {
            assert.equal(refusal(merge([region, sources])).argument, name);
        }
    });

    for (const [what, json, endpoint] of [
        [
            "the first of the list that names ECS",
            '[{"vpc":"v.example"},{"ecs":"e.example"},{"ecs":"f.example"}]',
            "e.example",
        ],
        ["none when the list names other services only", '[{"vpc":"v.example"}]', undefined],
        ["none when the list is empty", "[]", undefined],
        ["that of an object, which older files hold", '{"ecs":"e.example"}', "e.example"],
        ["none when it is left empty", '[{"ecs":""}]', undefined],
        ["none when the configuration is blank", "  ", undefined],
    ] as const) {
        it(`of alicloud:endpoints is ${what}`, () => {
            assert.equal(resolve({ ...region, config: { "alicloud:endpoints": json } }).endpoint, endpoint);
        });
    }

    for (const json of ["e.example", "[", '["e.example"]', "null", "7", '"e.example"', "[null]"]) {
        it(`of alicloud:endpoints is not guessed from ${json}`, () => {
            const error = refusal({ ...region, config: { "alicloud:endpoints": json } });
            assert.equal(error.argument, "alicloud:endpoints");
            assert.match(error.accepted, /\[\{"ecs": "host"\}\]/);
        });
    }
});

describe("the protocol", () => {
    const region = { env: { ALICLOUD_REGION: "cn-hangzhou" } };

    for (const [endpoint, protocol] of [
        [undefined, "https"],
        ["ecs.cn-hangzhou.aliyuncs.com", "https"],
        ["ecs.cn-hangzhou.aliyuncs.com:80", "https"],
        ["127.0.0.1:8080", "http"],
        ["127.9.9.9:8080", "http"],
        ["localhost:8080", "http"],
        ["LOCALHOST:8080", "http"],
        ["[::1]:8080", "http"],
        ["127.0.0.1", "https"],
        ["localhost", "https"],
        ["[::1]", "https"],
        ["128.0.0.1:8080", "https"],
        ["10.0.0.1:8080", "https"],
        ["0.0.0.0:8080", "https"],
        ["127.0.0.1.example.com:8080", "https"],
        ["localhost.example.com:8080", "https"],
        ["my-localhost:8080", "https"],
        ["[::2]:8080", "https"],
    ] as [string | undefined, string][]) {
        it(`is ${protocol} for ${endpoint ?? "the SDK's own endpoint"} unless told otherwise`, () => {
            assert.equal(resolve({ ...region, settings: { endpoint } }).protocol, protocol);
            assert.equal(isLoopback(endpoint), protocol === "http");
        });
    }

    for (const [index, place] of PROTOCOL.entries()) {
        it(`is taken from ${place.name} when it is nowhere before`, () => {
            const places = PROTOCOL.slice(index).map(({ put }, offset) => put(offset === 0 ? "http" : "https"));
            assert.equal(resolve(merge([region, ...places])).protocol, "http");
        });
    }

    it("may be https for a loopback endpoint, and http for any, when that is said", () => {
        assert.equal(
            resolve({ ...region, settings: { endpoint: "127.0.0.1:1", protocol: "https" } }).protocol,
            "https",
        );
        assert.equal(resolve({ ...region, settings: { endpoint: "ecs.example", protocol: "http" } }).protocol, "http");
    });

    it("may be written in capitals, as the alicloud provider writes it", () => {
        assert.equal(resolve({ ...region, config: { "alicloud:protocol": "HTTP" } }).protocol, "http");
        assert.equal(resolve({ ...region, config: { "alicloud:protocol": "HTTPS" } }).protocol, "https");
    });

    for (const protocol of ["ftp", "htp", "http://", "https:", " http", "http ", "HTTP,HTTPS", "constructor", "0"]) {
        it(`is never ${JSON.stringify(protocol)}, which the SDK would send as plain HTTP`, () => {
            const fromProvider = refusal({ ...region, settings: { protocol } });
            assert.deepEqual([fromProvider.argument, fromProvider.accepted], ["protocol", '"https" or "http"']);
            assert.equal(
                refusal({ ...region, config: { "alicloud:protocol": protocol } }).argument,
                "alicloud:protocol",
            );
        });
    }
});

describe("resolveConnection", () => {
    const keys = { accessKey: "made-up-key", secretKey: "made-up-secret", securityToken: "made-up-token" };

    it("joins destination and credentials", async () => {
        const { credentials, maxRequestsPerMinute, transport, ...destination } = resolveConnection(
            "eu-central-1",
            sourcesOf({ settings: { ...keys, endpoint: "127.0.0.1:8080" } }),
        );
        assert.deepEqual(destination, { regionId: "eu-central-1", endpoint: "127.0.0.1:8080", protocol: "http" });
        assert.equal(maxRequestsPerMinute, 250);
        assert.doesNotMatch(inspect(transport), /made-up/);
        assert.deepEqual(await credentials.credentials(), {
            accessKeyId: keys.accessKey,
            accessKeySecret: keys.secretKey,
            securityToken: keys.securityToken,
        });
    });

    const BUDGET_KEY = "alicloud-instance-status:maxRequestsPerMinute";

    function budget(settings: unknown, config?: string): number {
        return resolveConnection("cn-hangzhou", {
            settings: { ...keys, maxRequestsPerMinute: settings as number },
            config: (key) => (key === BUDGET_KEY ? config : undefined),
            env: {},
        }).maxRequestsPerMinute;
    }

    it("takes the number of requests a minute from the Provider, then from configuration", () => {
        assert.equal(budget(undefined), 250);
        assert.equal(budget(undefined, "100"), 100);
        assert.equal(budget(60, "100"), 60);
        assert.equal(budget(1), 1);
    });

    for (const value of [0, -1, 1.5, NaN, Infinity, "many", {}] as unknown[]) {
        it(`refuses ${typeof value === "number" ? value : JSON.stringify(value)} requests a minute`, () => {
            assert.throws(
                () => budget(value),
                /^InvalidArgumentError: `maxRequestsPerMinute` must be a whole number, 1 or more, /,
            );
        });
    }

    it("refuses a number of requests in configuration that is none", () => {
        for (const text of ["0", "many", "2.5", "-3"]) {
            assert.throws(() => budget(undefined, text), InvalidArgumentError, text);
        }
    });

    it("shows no key to whoever prints it", () => {
        const connection = resolveConnection("eu-central-1", sourcesOf({ settings: keys }));
        const printed = inspect(connection, { depth: 9, getters: true }) + JSON.stringify(connection);
        for (const secret of Object.values(keys)) {
            assert.ok(!printed.includes(secret), `${secret} is printed`);
        }
    });

    it("works without configuration, in a script", () => {
        const env = { ALICLOUD_REGION: "cn-hangzhou", ALICLOUD_ACCESS_KEY: "k", ALICLOUD_SECRET_KEY: "s" };
        assert.equal(resolveConnection(undefined, { env }).regionId, "cn-hangzhou");
    });
});

describe("an endpoint with a password in it", () => {
    for (const [where, sources] of [
        ["in the settings", { settings: { endpoint: "user:made-up-password@host" } }],
        ["in the configuration", { config: { "alicloud:endpoints": '[{"ecs": "user:made-up-password@host"}]' } }],
    ] as const) {
        it(`is refused ${where}, and not shown`, () => {
            assert.throws(
                () => resolve({ env: { ALICLOUD_REGION: "cn-hangzhou" }, ...sources }),
                (error) => error instanceof InvalidArgumentError && !error.message.includes("made-up-password"),
            );
        });
    }
});

describe("an endpoint with more than a host and a port", () => {
    const region = { env: { ALICLOUD_REGION: "cn-hangzhou" } };

    for (const [endpoint, value] of [
        ["ecs.example/made-up-path", '"ecs.example…" (string)'],
        ["ecs.example:8080?token=made-up-token", '"ecs.example:8080…" (string)'],
        ["https://ecs.example/?token=made-up-token", '"https://ecs.example…" (string)'],
        ["[::1]:8080#made-up", '"[::1]:8080…" (string)'],
        ["ecs.example:made-up-word", '"ecs.example:…" (string)'],
        ["ecs example.made-up", '"ecs…" (string)'],
        ["http://ecs.example", '"http://ecs.example" (string)'],
        ["ecs.example:0", '"ecs.example:0" (string)'],
    ] as const) {
        it(`is shown as ${value}`, () => {
            assert.equal(refusal({ ...region, settings: { endpoint } }).value, value);
        });
    }

    it("is not shown at all when alicloud:endpoints is not the JSON that it should be", () => {
        for (const json of ['[{"ecs": "ecs.example/?token=made-up-token"', '["ecs.example#made-up"]']) {
            const error = refusal({ ...region, config: { "alicloud:endpoints": json } });
            assert.deepEqual([error.argument, error.value], ["alicloud:endpoints", "a value that is not shown"]);
        }
    });
});

describe("an endpoint of alicloud:endpoints that is no text", () => {
    for (const host of [5, true, {}, ["ecs.example"]]) {
        it(`is refused, not passed over: ${JSON.stringify(host)}`, () => {
            const json = JSON.stringify([{ ecs: host }, { ecs: "ecs.example" }]);
            const error = refusal({ env: { ALICLOUD_REGION: "cn-hangzhou" }, config: { "alicloud:endpoints": json } });
            assert.equal(error.argument, "alicloud:endpoints");
        });
    }

    it("is left out when it is null", () => {
        const config = { "alicloud:endpoints": '[{"ecs":null}]' };
        assert.equal(resolve({ env: { ALICLOUD_REGION: "cn-hangzhou" }, config }).endpoint, undefined);
    });
});
