import assert from "node:assert/strict";
import type { InstanceRow } from "../../provider/domain/instance-row";
import type { FleetRequest } from "./virtual-fleet";

/** All requests of one call to a virtual fleet. */
export interface FleetCall {
    readonly requests: readonly FleetRequest[];
    /** When the first request was sent. */
    readonly at: number;
    /** When the last one ended. */
    readonly endedAt: number;
    /** The selector, if it is a listing. */
    readonly selector: string | undefined;
}

/** The requests in the calls that they belong to, in order. */
export function callsOf(requests: readonly FleetRequest[]): FleetCall[] {
    const ofCall = new Map<AbortSignal | undefined, FleetRequest[]>();
    for (const request of requests) {
        ofCall.set(request.call, [...(ofCall.get(request.call) ?? []), request]);
    }
    return [...ofCall.values()].map((own) => ({
        requests: own,
        at: own[0]!.at,
        endedAt: own.at(-1)!.endedAt!,
        selector: own[0]!.selector,
    }));
}

/**
 * The set that a listing tells, by the contract: the rows of all its pages, and the health of the members in a target status.
 *
 * @param healthOf - the target statuses, if the health is wanted
 * @returns `undefined` if the listing is not whole
 */
export function listingOf(
    { requests }: FleetCall,
    healthOf: readonly string[] | undefined,
): ReadonlyMap<string, InstanceRow> | undefined {
    const pages = requests.filter(({ action }) => action === "DescribeInstances");
    const healthAnswers = requests.filter(({ action }) => action !== "DescribeInstances");
    const members = new Map(pages.flatMap(({ rows = [] }) => rows).map((row) => [row.instanceId, row]));
    if (requests.some(({ answeredAt }) => answeredAt === undefined) || pages.at(-1)!.token !== undefined) {
        return undefined;
    }
    const asked = healthAnswers.flatMap(({ instanceIds }) => instanceIds);
    if (asked.sort().join() !== idsWith(members, healthOf ?? []).join()) {
        return undefined;
    }
    for (const row of healthAnswers.flatMap(({ rows = [] }) => rows)) {
        members.set(row.instanceId, row);
    }
    return members;
}

/** Checks how a call was asked for: each page once and one after another, then the health of those in a target status. */
export function assertAskedWell({ requests }: FleetCall): void {
    const pages = requests.filter(({ action }) => action === "DescribeInstances");
    const health = requests.filter(({ action }) => action !== "DescribeInstances");
    assert.deepEqual(requests, [...pages, ...health], "the health was asked before the last page");
    pages.forEach(({ nextToken, maxResults }, index) => {
        assert.equal(nextToken, pages[index - 1]?.token, "a page was not asked for by the token of the page before");
        assert.equal(maxResults, 100);
    });
    requests.slice(1).forEach(({ at }, index) => {
        const { answeredAt = Infinity } = requests[index]!;
        assert.ok(at >= answeredAt, "a call went on without the answer before");
    });
    const asked = health.flatMap(({ instanceIds }) => instanceIds);
    assert.equal(new Set(asked).size, asked.length, "an id twice");
    health.slice(0, -1).forEach(({ instanceIds }) => assert.equal(instanceIds.length, 100, "a request with room"));
    assert.ok(health.every(({ instanceIds }) => instanceIds.length > 0 && instanceIds.length <= 100));
}

/** The ids of the members with one of these statuses, sorted. */
function idsWith(members: ReadonlyMap<string, InstanceRow>, statuses: readonly string[]): string[] {
    return [...members.values()]
        .filter(({ status }) => statuses.includes(status))
        .map(({ instanceId }) => instanceId)
        .sort();
}
