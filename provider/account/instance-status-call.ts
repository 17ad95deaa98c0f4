import { MAX_IDS_PER_REQUEST } from "../domain/instance-ids";
import type { InstanceRow } from "../domain/instance-row";
import type { EcsApi } from "../ecs/ecs-api";
import type { PollCall } from "../poll/poll-call";

/** DescribeInstanceStatus as a poller uses it: the subjects are instance ids. */
export function instanceStatusCall(
    api: Pick<EcsApi, "describeInstanceStatus">,
    regionId: string,
): PollCall<InstanceRow> {
    return {
        maxSubjects: MAX_IDS_PER_REQUEST,
        async ask(instanceIds, _permit, signal) {
            const request = { regionId, instanceIds, pageNumber: 1, pageSize: MAX_IDS_PER_REQUEST };
            const { rows, requestId } = await api.describeInstanceStatus(request, signal);
            return { answerOf: new Map(rows.map((row) => [row.instanceId, row])), requestIds: [requestId] };
        },
    };
}
