import assert from "node:assert/strict";
import type { ConnectionSettings } from "../../../../provider/ecs/connection-settings";
import { type Connection, resolveConnection, resolveDestination } from "../../../../provider/ecs/resolve-connection";
import { InvalidArgumentError } from "../../../../provider/errors";

const ENV = { ALICLOUD_REGION: "cn-hangzhou", ALICLOUD_ACCESS_KEY: "variable-key", ALICLOUD_SECRET_KEY: "s" };
const ROLE = "acs:ram::1:role/deploy";
const OIDC_ROLE = { roleArn: ROLE, oidcProviderArn: "acs:ram::1:oidc-provider/ci" };

function connect(settings: unknown): Connection {
    return resolveConnection(undefined, { settings: settings as ConnectionSettings, env: ENV });
}

function refusal(settings: unknown, work: (settings: unknown) => unknown = connect): InvalidArgumentError {
    try {
        work(settings);
    } catch (error) {
        assert.ok(error instanceof InvalidArgumentError, String(error));
        return error;
    }
    assert.fail("it was accepted");
}

const TEXTS = [
    "region",
    "accessKey",
    "secretKey",
    "securityToken",
    "profile",
    "sharedCredentialsFile",
    "credentialsUri",
    "ecsRoleName",
    "endpoint",
    "protocol",
];
const SECRET_TEXTS = ["accessKey", "secretKey", "securityToken", "credentialsUri", "endpoint"];
const ROLES: [name: string, whole: Record<string, unknown>, members: string[]][] = [
    ["assumeRole", { roleArn: ROLE }, ["roleArn", "sessionName", "policy", "externalId"]],
    [
        "assumeRoleWithOidc",
        { ...OIDC_ROLE, oidcToken: "t" },
        ["roleArn", "oidcProviderArn", "oidcTokenFile", "oidcToken", "roleSessionName", "policy"],
    ],
];

describe("the settings of a connection", () => {
    for (const name of [...TEXTS, "assumeRole", "assumeRoleWithOidc", "maxRequestsPerMinute"]) {
        for (const nothing of [null, undefined]) {
            it(`leave out ${name} when it is ${nothing}, as an Output of nothing is`, () => {
                const { credentials, regionId, endpoint } = connect({ [name]: nothing });
                assert.deepEqual(
                    [credentials.origin, regionId, endpoint],
                    ["ALICLOUD_ACCESS_KEY", "cn-hangzhou", undefined],
                );
            });
        }
    }

    for (const name of TEXTS) {
        for (const value of [5, true, {}, ["x"], { made: "made-up-secret" }, 20250101.5, () => "x", Symbol("x"), 5n]) {
            const what = typeof value === "object" ? JSON.stringify(value) : `a ${typeof value}`;
            it(`refuse ${name} that is ${what}, by its name`, () => {
                const error = refusal({ [name]: value });
                assert.deepEqual([error.argument, error.accepted], [name, "a string"]);
                assert.equal(error.value === "a value that is not shown", SECRET_TEXTS.includes(name));
            });
        }
    }

    for (const name of ["region", "endpoint", "protocol"]) {
        it(`refuse ${name} that is no text also where only the place is asked for`, () => {
            const error = refusal({ [name]: 5 }, (settings) =>
                resolveDestination(undefined, { settings: settings as ConnectionSettings, env: ENV }),
            );
            assert.deepEqual([error.argument, error.accepted], [name, "a string"]);
        });
    }

    for (const value of [true, false, [], [5], {}]) {
        it(`refuse ${JSON.stringify(value)} requests a minute`, () => {
            const error = refusal({ maxRequestsPerMinute: value });
            assert.deepEqual([error.argument, error.accepted], ["maxRequestsPerMinute", "a whole number, 1 or more"]);
        });
    }

    for (const settings of ["made-up-text", 5, true, ["made-up-text"], []]) {
        it(`are refused when they are no object: ${JSON.stringify(settings)}`, () => {
            const error = refusal(settings);
            assert.deepEqual([error.argument, error.value], ["connection", "a value that is not shown"]);
            assert.match(error.accepted, /^an object with region, accessKey, .*maxRequestsPerMinute$/);
        });
    }

    it("may be null", () => {
        assert.equal(connect(null).credentials.origin, "ALICLOUD_ACCESS_KEY");
    });

    it("take an empty text for none", () => {
        const { credentials } = connect(Object.fromEntries(TEXTS.map((name) => [name, ""])));
        assert.equal(credentials.origin, "ALICLOUD_ACCESS_KEY");
    });

    for (const name of ["acessKey", "AccessKey", "conection", "constructor", "toString", "regionId"]) {
        it(`refuse the unknown name ${name}, and list the known ones`, () => {
            const error = refusal({ [name]: "made-up-secret" });
            assert.deepEqual([error.argument, error.value], [name, "a value that is not shown"]);
            assert.match(error.message, new RegExp(`^unknown argument \`${name}\``));
            assert.match(error.accepted, /^one of region, accessKey, /);
        });
    }

    it("are called by the option that they are nested in", () => {
        for (const [settings, message] of [
            [{ acessKey: "made-up" }, "unknown argument `connection.acessKey`: did you mean `accessKey`?"],
            [{ region: 5 }, "`connection.region` must be a string, got 5 (number)"],
            [{ protocol: "ftp" }, '`connection.protocol` must be "https" or "http", got "ftp" (string)'],
            [{ assumeRole: {} }, "`connection.assumeRole.roleArn` must be a non-empty string, got nothing"],
            [
                { assumeRole: { roleArn: ROLE, rolArn: "x" } },
                "unknown argument `connection.assumeRole.rolArn`: did you mean `roleArn`?",
            ],
        ] as const) {
            const nested = (): unknown =>
                resolveConnection(undefined, {
                    settings: settings as unknown as ConnectionSettings,
                    settingsName: "connection",
                    env: ENV,
                });
            assert.equal(refusal(settings, nested).message, message);
        }
    });

    it("are not named in errors about other arguments, the configuration or the environment", () => {
        const sources = { settings: {}, settingsName: "connection", env: { ...ENV, ALICLOUD_REGION: "Nowhere" } };
        const connectHere = (): unknown => resolveConnection(undefined, sources);
        assert.equal(refusal({}, connectHere).argument, "ALICLOUD_REGION");
        assert.equal(refusal({}, () => resolveConnection("Nowhere", sources)).argument, "regionId");
    });

    it("pass over what the engine puts among them, and names without a value", () => {
        assert.equal(connect({ __internal: {}, acessKey: undefined }).regionId, "cn-hangzhou");
    });
});

for (const [role, whole, members] of ROLES) {
    describe(`the setting ${role}`, () => {
        for (const member of members) {
            for (const value of [5, true, ["made-up-secret"], { made: "made-up-secret" }]) {
                it(`refuses ${member} that is ${JSON.stringify(value)}, and does not show it`, () => {
                    const error = refusal({ [role]: { ...whole, [member]: value } });
                    assert.deepEqual(
                        [error.argument, error.value, error.accepted],
                        [`${role}.${member}`, "a value that is not shown", "a string"],
                    );
                });
            }
        }

        for (const member of [...members, "sessionExpiration"].filter((one) => !(one in whole))) {
            it(`leaves out ${member} that is null`, () => {
                const identity = (settings: unknown): string => connect(settings).credentials.identity;
                assert.equal(identity({ [role]: { ...whole, [member]: null } }), identity({ [role]: whole }));
            });
        }

        for (const member of Object.keys(whole)) {
            it(`asks for ${member} when it is null or empty`, () => {
                for (const value of [null, undefined, ""]) {
                    const error = refusal({ [role]: { ...whole, [member]: value } });
                    assert.ok([`${role}.${member}`, `${role}.oidcTokenFile`].includes(error.argument), error.argument);
                    assert.equal(error.accepted, "a non-empty string");
                }
            });
        }

        for (const value of ["3600", true, { made: "made-up-secret" }]) {
            it(`refuses a sessionExpiration that is ${JSON.stringify(value)}, and does not show it`, () => {
                const error = refusal({ [role]: { ...whole, sessionExpiration: value } });
                assert.deepEqual(
                    [error.argument, error.value, error.accepted],
                    [
                        `${role}.sessionExpiration`,
                        "a value that is not shown",
                        "a whole number of seconds, 900 or more",
                    ],
                );
            });
        }

        for (const value of [0, 899, 900.5, NaN, -1]) {
            it(`refuses a sessionExpiration of ${value}`, () => {
                const error = refusal({ [role]: { ...whole, sessionExpiration: value } });
                assert.deepEqual([error.argument, error.value], [`${role}.sessionExpiration`, `${value} (number)`]);
            });
        }

        for (const value of ["made-up-text", 5, true, []]) {
            it(`is refused when it is no object: ${JSON.stringify(value)}`, () => {
                const error = refusal({ [role]: value });
                assert.deepEqual([error.argument, error.value], [role, "a value that is not shown"]);
                assert.match(error.accepted, /^an object with roleArn, /);
            });
        }

        it("refuses an unknown name, and lists the known ones", () => {
            const error = refusal({ [role]: { ...whole, role_arn: "made-up-secret" } });
            assert.deepEqual([error.argument, error.value], [`${role}.role_arn`, "a value that is not shown"]);
            assert.match(error.accepted, /^one of roleArn, .*sessionExpiration/);
        });
    });
}
