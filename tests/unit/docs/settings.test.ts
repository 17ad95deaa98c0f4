import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configKey, ROLES, SETTING_NAMES, SETTINGS } from "../../../provider/ecs/settings/setting-table";

const PAGE = readFileSync(join(__dirname, "../../../docs/installation-configuration.md"), "utf8");
/** The page says "the same with" this prefix in place of the names. */
const PREFIX = "ALIBABACLOUD_";

describe("the page on configuration", () => {
    for (const name of SETTING_NAMES) {
        it(`names the configuration key and the variables of ${name}`, () => {
            const variables = SETTINGS[name].variables.filter((variable) => !variable.startsWith(PREFIX));
            const missing = [configKey(name), ...variables].filter((one) => !PAGE.includes(`\`${one}\``));
            assert.deepEqual(missing, []);
        });
    }

    it("names the variables of roles and tokens", () => {
        const arns = [ROLES.assumeRole.roleArn, ...Object.values(ROLES.assumeRoleWithOidc)].flatMap((member) =>
            member.variables.filter((variable) => !variable.endsWith("SESSION_NAME")),
        );
        assert.deepEqual(
            arns.filter((variable) => !PAGE.includes(`\`${variable}\``)),
            [],
        );
        assert.ok(PAGE.includes(`\`${PREFIX}\``));
    });
});
