import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { CredentialSource } from "../../../../../provider/ecs/credentials/credential-source";
import { findCredentials } from "../../../../../provider/ecs/credentials/find-credentials";
import { InvalidArgumentError } from "../../../../../provider/errors";

const KEY = { ALICLOUD_ACCESS_KEY: "k", ALICLOUD_SECRET_KEY: "s", ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true" };
const ROLE = "acs:ram::1:role/deploy";

function find(config: Record<string, string>, env: Record<string, string> = {}): CredentialSource {
    return findCredentials({ config: (key) => config[key], env: { ...KEY, ...env } });
}

function refusal(config: Record<string, string>, env?: Record<string, string>): InvalidArgumentError {
    try {
        find(config, env);
    } catch (error) {
        assert.ok(error instanceof InvalidArgumentError, String(error));
        return error;
    }
    assert.fail("it was accepted");
}

describe("a role of the configuration", () => {
    for (const name of ["alicloud:assumeRole", "alicloud:assumeRoleWithOidc"]) {
        for (const json of ['{roleArn: "made-up-arn"}', '"made-up-arn"', "5", '["made-up-arn"]', "[null]"]) {
            it(`is refused as ${name}, and not shown, when it is ${json}`, () => {
                const error = refusal({ [name]: json });
                assert.deepEqual([error.argument, error.value], [name, "a value that is not shown"]);
                assert.match(error.accepted, /^an object in JSON such as /);
                assert.doesNotMatch(inspect(error), /made-up/);
            });
        }

        it(`is refused by its own name, ${name}, when a part of it is missing or of another type`, () => {
            assert.equal(refusal({ [name]: "[{}]" }).argument, `${name}.roleArn`);
            assert.equal(refusal({ [name]: '{"roleArn": 5}' }).argument, `${name}.roleArn`);
            assert.equal(refusal({ [name]: '{"sessionExpiration": 5}' }).argument, `${name}.sessionExpiration`);
        });
    }

    it("may hold names that only the alicloud provider knows, and parts that are null", () => {
        const json = JSON.stringify({ roleArn: ROLE, sessionName: null, sessionExpiration: null, other: 5 });
        const plain = JSON.stringify([{ roleArn: ROLE }]);
        assert.equal(find({ "alicloud:assumeRole": json }).identity, find({ "alicloud:assumeRole": plain }).identity);
    });
});

describe("a role of the environment", () => {
    for (const expiration of ["abc", "600", "3600s", "1e99", "-1"]) {
        it(`is refused by the name of its variable when it is to live ${expiration} seconds`, () => {
            const error = refusal(
                {},
                { ALICLOUD_ASSUME_ROLE_ARN: ROLE, ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION: expiration },
            );
            assert.deepEqual(
                [error.argument, error.value, error.accepted],
                [
                    "ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION",
                    `"${expiration}" (string)`,
                    "a whole number of seconds, 900 or more",
                ],
            );
        });
    }
});
