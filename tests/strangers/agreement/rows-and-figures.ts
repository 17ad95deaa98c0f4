import assert from "node:assert/strict";
import { AWKWARD_IDS } from "../support/awkward-ids";
import { numberedIds, onlyRequest, type Meeting } from "../support/meeting";
import type { Stranger } from "../support/stranger";

/** What a client reads out of a success. */
export function rowsAndFigures({ signature, method }: Stranger, meeting: Meeting): void {
    it(
        "reads its rows, figures and request id",
        meeting(
            {
                instances: [
                    { instanceId: "i-bp1j4i2jdf3owlhe****", status: "Running" },
                    { instanceId: "i-bp1j4i2jdf3o1234****", status: "Stopped" },
                    { instanceId: "i-elsewhere", regionId: "cn-beijing" },
                ],
            },
            async ({ ecs, ask }) => {
                const { answer } = await ask();
                const { requestId, ...record } = onlyRequest(ecs);
                assert.deepEqual(answer, {
                    requestId,
                    pageNumber: 1,
                    pageSize: 10,
                    totalCount: 2,
                    rows: [
                        ["i-bp1j4i2jdf3o1234****", "Stopped"],
                        ["i-bp1j4i2jdf3owlhe****", "Running"],
                    ],
                });
                assert.deepEqual([record.signature, record.method], [signature, method]);
            },
        ),
    );

    it(
        "reads each status, also one that nobody knows",
        meeting({ instances: everyStatus() }, async ({ ask }) =>
            assert.deepEqual(
                (await ask()).answer?.rows,
                everyStatus().map(({ instanceId, status }) => [instanceId, status]),
            ),
        ),
    );

    it(
        "takes no row at all for a success",
        meeting({}, async ({ ask }) => {
            const { answer } = await ask({ instanceIds: ["i-released"] });
            assert.deepEqual([answer?.rows, answer?.totalCount], [[], 0]);
        }),
    );

    it(
        "reads exactly the page that it asks for",
        meeting({ instances: numberedIds(25).map((instanceId) => ({ instanceId })) }, async ({ ecs, ask }) => {
            const { answer } = await ask({ pageNumber: 3, pageSize: 10 });
            const request = onlyRequest(ecs);
            assert.deepEqual([request.pageNumber, request.pageSize], [3, 10]);
            assert.deepEqual(answer, {
                requestId: request.requestId,
                pageNumber: 3,
                pageSize: 10,
                totalCount: 25,
                rows: numberedIds(25)
                    .slice(20)
                    .map((id) => [id, "Running"]),
            });
        }),
    );

    it(
        "reads awkward characters in a row as they were meant",
        meeting({}, async ({ ecs, ask }) => {
            // none of these can be an instance of the emulator, so the answer is made up
            const rows = AWKWARD_IDS.map((id) => ({ InstanceId: id, Status: "<Running> & 'so on'" }));
            ecs.fault({ kind: "answer", change: { InstanceStatuses: { InstanceStatus: rows } } });
            assert.deepEqual(
                (await ask()).answer?.rows,
                AWKWARD_IDS.map((id) => [id, "<Running> & 'so on'"]),
            );
        }),
    );
}

function everyStatus(): { instanceId: string; status: string }[] {
    const statuses = ["Hibernating", "Pending", "Running", "Starting", "Stopped", "Stopping"];
    return statuses.map((status) => ({ instanceId: `i-${status}`, status }));
}
