import type { InstanceRow } from "../domain/instance-row";
import { type EcsApi, IDS_PER_REQUEST, type Permit as EcsPermit, type StatusCall } from "../ecs/ecs-api";
import { readSelected } from "../ecs/read-selected";
import type { Permit, PollCall } from "../poll/poll-call";
import { type Listing, listingOf } from "../wait/status-source";

/** A call for statuses as a poller uses it: the subjects are instance ids. */
export function statusCall<Call extends StatusCall>(
    api: Pick<EcsApi, Call>,
    regionId: string,
    call: Call,
): PollCall<InstanceRow> {
    const pageSize = IDS_PER_REQUEST[call];
    return {
        maxSubjects: pageSize,
        async ask(instanceIds, permit, signal) {
            const request = { regionId, instanceIds, pageNumber: 1, pageSize };
            const { rows, requestId } = await api[call](request, signal, permitWithin(permit, signal));
            return { answerOf: new Map(rows.map((row) => [row.instanceId, row])), requestIds: [requestId] };
        },
    };
}

/** The set of a selector as a poller asks for it: the subjects are listings, one in a call. */
export function listingCall(api: EcsApi, regionId: string): PollCall<Listing> {
    return {
        maxSubjects: 1,
        async ask([key = ""], permit, signal) {
            const { selector, healthOf } = listingOf(key);
            const needsHealth = healthOf && (({ status }: InstanceRow) => healthOf.includes(status));
            const { rows, requestIds } = await readSelected(
                api,
                { regionId, selector, needsHealth },
                { permit: permitWithin(permit, signal), signal },
            );
            return { answerOf: new Map([[key, new Map(rows.map((row) => [row.instanceId, row]))]]), requestIds };
        },
    };
}

/** A permit ends with the attempt that needs it, and otherwise with the call. */
function permitWithin(permit: Permit, call: AbortSignal): EcsPermit {
    return (attempt = call) => permit(attempt);
}
