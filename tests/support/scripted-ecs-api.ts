import type { InstanceRow } from "../../provider/domain/instance-row";
import type { EcsApi, InstanceListPage, InstanceStatusPage, InstanceStatusRequest } from "../../provider/ecs/ecs-api";

/** What the script says to one request: an answer, or an error to throw. */
export type ScriptedAnswer = Partial<InstanceStatusPage> | Error;

/** An ECS that says what a function says, and keeps what it was asked. Its request ids are `request-1`, `request-2` … */
export class ScriptedEcsApi implements EcsApi {
    readonly requests: InstanceStatusRequest[] = [];
    /** How many of them asked for the health. */
    healthRequests = 0;
    readonly #answer: (request: InstanceStatusRequest, number: number) => ScriptedAnswer;

    constructor(answer: (request: InstanceStatusRequest, number: number) => ScriptedAnswer) {
        this.#answer = answer;
    }

    describeInstanceStatus(request: InstanceStatusRequest): Promise<InstanceStatusPage> {
        this.requests.push(request);
        const answer = this.#answer(request, this.requests.length);
        if (answer instanceof Error) {
            return Promise.reject(answer);
        }
        const rows = answer.rows ?? [];
        return Promise.resolve({
            requestId: `request-${this.requests.length}`,
            totalCount: rows.length,
            rows,
            ...answer,
        });
    }

    describeInstancesFullStatus(request: InstanceStatusRequest): Promise<InstanceStatusPage> {
        this.healthRequests += 1;
        return this.describeInstanceStatus(request);
    }

    describeInstances(): Promise<InstanceListPage> {
        return Promise.reject(new Error("no listing is scripted"));
    }
}

/** Rows of these ids, all in one status. */
export function rowsOf(instanceIds: readonly string[], status = "Running"): InstanceRow[] {
    return instanceIds.map((instanceId) => ({ instanceId, status }));
}

/** `i-0001`, `i-0002` … */
export function manyIds(count: number): string[] {
    return Array.from({ length: count }, (_, index) => `i-${String(index + 1).padStart(4, "0")}`);
}
