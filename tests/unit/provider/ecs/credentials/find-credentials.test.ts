import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { ConnectionSettings } from "../../../../../provider/ecs/connection-settings";
import type { CredentialSource, Credentials } from "../../../../../provider/ecs/credentials/credential-source";
import { findCredentials } from "../../../../../provider/ecs/credentials/find-credentials";
import { EcsApiError, InstanceStatusError, InvalidArgumentError } from "../../../../../provider/errors";

type Part = "key" | "secret" | "token";

/** Where the three parts of a key stand, the source that wins first. */
const SOURCES = [
    { key: "accessKey", secret: "secretKey", token: "securityToken" },
    { key: "alicloud:accessKey", secret: "alicloud:secretKey", token: "alicloud:securityToken" },
    { key: "ALICLOUD_ACCESS_KEY", secret: "ALICLOUD_SECRET_KEY", token: "ALICLOUD_SECURITY_TOKEN" },
    {
        key: "ALIBABA_CLOUD_ACCESS_KEY_ID",
        secret: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        token: "ALIBABA_CLOUD_SECURITY_TOKEN",
    },
    {
        key: "ALIBABACLOUD_ACCESS_KEY_ID",
        secret: "ALIBABACLOUD_ACCESS_KEY_SECRET",
        token: "ALIBABACLOUD_SECURITY_TOKEN",
    },
] as const satisfies Record<Part, string>[];

/** Finds credentials among these values, each under its own name, wherever that is looked for. */
function find(values: Readonly<Record<string, string>>): CredentialSource {
    const settings: ConnectionSettings = {
        accessKey: values["accessKey"],
        secretKey: values["secretKey"],
        securityToken: values["securityToken"],
    };
    return findCredentials({ settings, config: (key) => values[key], env: values });
}

/** Made-up values for these parts of a source, each of its own. */
function values(index: number, ...parts: Part[]): Record<string, string> {
    return Object.fromEntries(parts.map((part) => [SOURCES[index]![part], `made-up-${part}-${index}`]));
}

function refusal(given: Readonly<Record<string, string>>): InstanceStatusError {
    try {
        find(given);
    } catch (error) {
        assert.ok(error instanceof InstanceStatusError);
        return error;
    }
    assert.fail("it was accepted");
}

function whole(index: number): Credentials {
    return {
        accessKeyId: `made-up-key-${index}`,
        accessKeySecret: `made-up-secret-${index}`,
        securityToken: `made-up-token-${index}`,
    };
}

describe("findCredentials", () => {
    for (const [index, { key }] of SOURCES.entries()) {
        const later = SOURCES.map((_, other) => other).filter((other) => other > index);

        it(`takes ${key} and what belongs to it when no source before has a key`, async () => {
            const all = [index, ...later].map((one) => values(one, "key", "secret", "token"));
            const source = find(Object.assign({}, ...all) as Record<string, string>);
            assert.deepEqual(await source.credentials(), whole(index));
            assert.equal(source.origin, key);
        });

        it(`takes ${key} without a token`, async () => {
            const { securityToken, accessKeyId } = await find(values(index, "key", "secret")).credentials();
            assert.deepEqual([securityToken, accessKeyId], [undefined, `made-up-key-${index}`]);
        });

        for (const [what, parts, missing] of [
            ["a key without its secret", ["key"], ["secret"]],
            ["a secret without its key", ["secret"], ["key"]],
            ["a token alone", ["token"], ["key", "secret"]],
            ["a token and a secret", ["secret", "token"], ["key"]],
            ["a token and a key", ["key", "token"], ["secret"]],
        ] as [string, Part[], Part[]][]) {
            it(`refuses ${what}, of the source of ${key}, also when another source has a whole key`, () => {
                for (const others of [[], later.slice(0, 1)]) {
                    const error = refusal({
                        ...values(index, ...parts),
                        ...Object.fromEntries(others.flatMap((one) => Object.entries(values(one, "key", "secret")))),
                    });
                    assert.ok(error instanceof EcsApiError);
                    assert.deepEqual([error.code, error.kind], ["IncompleteCredentials", "credentials"]);
                    for (const part of missing) {
                        assert.ok(error.message.includes(SOURCES[index]![part]), error.message);
                    }
                    assert.doesNotMatch(error.message, /made-up/);
                }
            });
        }
    }

    it("takes no secret from another source for a key", () => {
        for (const [key, secret] of [
            [0, 1],
            [0, 2],
            [1, 0],
            [1, 2],
            [1, 3],
            [2, 3],
            [3, 2],
            [3, 4],
            [4, 2],
        ] as const) {
            const error = refusal({ ...values(key, "key"), ...values(secret, "secret") });
            assert.equal(error.code, "IncompleteCredentials", `${SOURCES[key].key} with ${SOURCES[secret].secret}`);
        }
    });

    it("takes no token from another family of variables for a key, and says which", () => {
        for (const [key, token] of [
            [2, 3],
            [2, 4],
            [3, 4],
        ] as const) {
            const error = refusal({ ...values(key, "key", "secret"), ...values(token, "token") });
            assert.deepEqual(error.message.split("\n"), [
                `[credentials] MixedCredentials: the key comes from ${SOURCES[key].key}, but the only token from ${SOURCES[token].token}`,
                `  try      set ${SOURCES[key].token} if the token belongs to this key, else unset ${SOURCES[token].token}`,
            ]);
        }
    });

    it("refuses a token of a family of variables that wins over that of the key", () => {
        for (const [key, token] of [
            [3, 2],
            [4, 2],
            [4, 3],
        ] as const) {
            assert.equal(
                refusal({ ...values(key, "key", "secret"), ...values(token, "token") }).code,
                "IncompleteCredentials",
            );
        }
    });

    it("is not disturbed by a second whole key with a token", async () => {
        const source = find({ ...values(2, "key", "secret"), ...values(3, "key", "secret", "token") });
        assert.deepEqual(await source.credentials(), { ...whole(2), securityToken: undefined });
    });

    it("lets arguments and configuration beat all that is left over in the environment", async () => {
        for (const index of [0, 1]) {
            const source = find({ ...values(index, "key", "secret"), ...values(2, "token"), ...values(3, "key") });
            assert.deepEqual(await source.credentials(), { ...whole(index), securityToken: undefined });
        }
    });

    it("takes an empty or blank value for none", async () => {
        const empty = { accessKey: "", secretKey: " ", ALICLOUD_ACCESS_KEY: "", ALICLOUD_SECURITY_TOKEN: "\t" };
        const source = find({ ...empty, ...values(3, "key", "secret") });
        assert.equal((await source.credentials()).accessKeyId, "made-up-key-3");
    });

    it("cuts blanks and line breaks at the ends, which come from pasting", async () => {
        const source = find({
            ALICLOUD_ACCESS_KEY: " key ",
            ALICLOUD_SECRET_KEY: "secret\r\n",
            ALICLOUD_SECURITY_TOKEN: "\ttoken",
        });
        assert.deepEqual(await source.credentials(), {
            accessKeyId: "key",
            accessKeySecret: "secret",
            securityToken: "token",
        });
    });

    for (const [what, value] of [
        ["a blank", "qqq qqq"],
        ["a line break", "qqq\nqqq"],
        ["a control character", "qqq\u0000qqq"],
        ["a letter that no key has", "qqqüqqq"],
    ]) {
        for (const part of ["key", "secret", "token"] as const) {
            it(`refuses ${what} within the ${part}, and does not show it`, () => {
                const error = refusal({ ...values(2, "key", "secret", "token"), [SOURCES[2][part]]: value! });
                assert.ok(error instanceof InvalidArgumentError);
                assert.equal(error.argument, SOURCES[2][part]);
                assert.doesNotMatch(error.message, /qqq/);
            });
        }
    }

    it("lists what was looked at when there is no key at all", () => {
        assert.deepEqual(refusal({}).message.split("\n"), [
            "[credentials] NoCredentials: no access key was found; looked at the provider's arguments, alicloud:accessKey and alicloud:secretKey; ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY; ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET; ALIBABACLOUD_ACCESS_KEY_ID and ALIBABACLOUD_ACCESS_KEY_SECRET; profile, credentialsUri, ecsRoleName and assumeRoleWithOidc under the same places; the aliyun CLI's file",
            "  try      pulumi config set alicloud:accessKey <id> && pulumi config set --secret alicloud:secretKey <secret>, or set the variables",
        ]);
    });

    it("works without arguments and without configuration", async () => {
        const { accessKeyId } = await findCredentials({ env: values(2, "key", "secret") }).credentials();
        assert.equal(accessKeyId, "made-up-key-2");
    });

    it("has one identity for the same key, wherever it was found, and another for any other", () => {
        const identity = (key: string, secret: string, token = ""): string =>
            findCredentials({
                env: { ALICLOUD_ACCESS_KEY: key, ALICLOUD_SECRET_KEY: secret, ALICLOUD_SECURITY_TOKEN: token },
            }).identity;
        const same = findCredentials({ settings: { accessKey: "key", secretKey: "secret" }, env: {} }).identity;
        assert.equal(identity("key", "secret"), same);
        const all = [
            same,
            identity("key2", "secret"),
            identity("key", "secret2"),
            identity("key", "secret", "token"),
            identity("keysecret", "x"),
            identity("key", "secretx"),
        ];
        assert.equal(new Set(all).size, all.length);
    });

    it("holds no secret that printing would show", () => {
        const source = find(values(0, "key", "secret", "token"));
        const printed = inspect(source, { depth: 9, showHidden: false }) + JSON.stringify(source) + source.identity;
        assert.doesNotMatch(printed, /made-up/);
    });
});
