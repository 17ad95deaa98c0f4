import assert from "node:assert/strict";
import { listingCall, statusCall } from "../../../../provider/account/poll-calls";
import type { EcsApi, InstanceListPage, InstanceStatusPage, Permit } from "../../../../provider/ecs/ecs-api";
import type { PollCall } from "../../../../provider/poll/poll-call";
import { listingKey } from "../../../../provider/wait/status-source";
import { rowsOf } from "../../../support/scripted-ecs-api";

/** An ECS whose every attempt sends a second request, as after credentials have expired. */
class SecondRequests implements EcsApi {
    readonly attempt = new AbortController().signal;

    async #answer(permit: Permit | undefined): Promise<InstanceStatusPage & InstanceListPage> {
        assert.ok(permit !== undefined, "the second request is sent without a permit");
        await permit(this.attempt);
        return { requestId: "request-1", totalCount: 1, rows: rowsOf(["i-1"]) };
    }

    describeInstanceStatus: EcsApi["describeInstanceStatus"] = (_request, _signal, permit) => this.#answer(permit);
    describeInstancesFullStatus: EcsApi["describeInstancesFullStatus"] = (_request, _signal, permit) =>
        this.#answer(permit);
    describeInstances: EcsApi["describeInstances"] = (_request, _signal, permit) => this.#answer(permit);
}

/** Asks once, and returns the signals of the permits. */
async function permitsOf(call: PollCall<unknown>, subject: string): Promise<AbortSignal[]> {
    const permits: AbortSignal[] = [];
    const permit = (signal: AbortSignal): Promise<void> => {
        permits.push(signal);
        return Promise.resolve();
    };
    await call.ask([subject], permit, new AbortController().signal);
    return permits;
}

describe("a second request of one attempt", () => {
    const api = new SecondRequests();

    for (const call of ["describeInstanceStatus", "describeInstancesFullStatus"] as const) {
        it(`needs a permit that ends with the attempt: ${call}`, async () => {
            const [permit, ...others] = await permitsOf(statusCall(api, "cn-hangzhou", call), "i-1");
            assert.equal(permit, api.attempt);
            assert.equal(others.length, 0);
        });
    }

    it("needs one in a listing too, and where the health of its members is asked for", async () => {
        const key = listingKey({ selector: { tags: { role: "web" } }, healthOf: ["Running"] });
        const [listingAgain, health, healthAgain, ...others] = await permitsOf(listingCall(api, "cn-hangzhou"), key);
        assert.equal(listingAgain, api.attempt);
        assert.notEqual(health, api.attempt);
        assert.equal(healthAgain, api.attempt);
        assert.equal(others.length, 0);
    });
});
