import assert from "node:assert/strict";
import { isInteractive } from "../../../../provider/engine/is-interactive";

describe("isInteractive", () => {
    for (const name of ["CI", "BUILD_ID", "TF_BUILD", "TEAMCITY_VERSION", "CODEBUILD_BUILD_ID", "JENKINS_URL"]) {
        it(`is false in a CI system that sets ${name}`, () => {
            assert.equal(isInteractive({ [name]: "1" }), false);
        });
    }

    it("is the same with an empty variable as without it", () => {
        assert.equal(isInteractive({ CI: "" }), isInteractive({}));
    });
});
