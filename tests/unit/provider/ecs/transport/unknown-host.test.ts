import assert from "node:assert/strict";
import { UnknownHost } from "../../../../../provider/ecs/transport/unknown-host";

/** Whether each of some failed lookups may pass, by the second at which it failed. */
function verdicts(host: UnknownHost, ...seconds: number[]): boolean[] {
    return seconds.map((second) => host.mayPass(second * 1_000));
}

describe("an unknown host", () => {
    it("may become known within 30 s from the first failed lookup", () => {
        assert.deepEqual(verdicts(new UnknownHost(), 100, 110, 129.9, 130, 150), [true, true, true, false, false]);
    });

    it("is counted anew after more than a minute without a lookup", () => {
        assert.deepEqual(verdicts(new UnknownHost(), 0, 60, 120.1, 150), [true, false, true, true]);
    });

    it("stays a passing fault once the name was found", () => {
        const host = new UnknownHost();
        host.resolved();
        assert.deepEqual(verdicts(host, 0, 30, 90), [true, true, true]);
    });
});
