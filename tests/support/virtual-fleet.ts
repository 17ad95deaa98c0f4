import type { InstanceRow } from "../../provider/domain/instance-row";
import { type Selector, selectorKey } from "../../provider/domain/selector";
import type {
    EcsApi,
    InstanceListPage,
    InstanceListRequest,
    InstanceStatusPage,
    InstanceStatusRequest,
} from "../../provider/ecs/ecs-api";
import { EcsApiError } from "../../provider/errors";
import type { TimedRequest } from "./answer-age";
import { type Misfortune, VirtualNetwork } from "./virtual-network";
import { type Timeline, wordAt } from "./virtual-world";

/** An instance whose properties change. "Absent" stands for: not there, no such tag, no health. */
export interface FleetInstance {
    readonly status: Timeline;
    /** The value of its tag `role`. */
    readonly role: Timeline;
    readonly health: Timeline;
}

/** A request as it arrived. */
export interface FleetRequest extends TimedRequest {
    readonly action: "DescribeInstanceStatus" | "DescribeInstancesFullStatus" | "DescribeInstances";
    /** The requests of one call have one signal: the pages of a listing, and those for the health of its members. */
    readonly call: AbortSignal | undefined;
    /** The ids that were asked for; empty in a listing. */
    readonly instanceIds: readonly string[];
    /** The selector of a listing, as a key. */
    readonly selector?: string | undefined;
    readonly nextToken?: string | undefined;
    readonly maxResults?: number | undefined;
    /** What was answered. */
    rows?: readonly InstanceRow[];
    /** The token of the next page that came with the answer. */
    token?: string | undefined;
}

export interface VirtualFleetOptions {
    readonly latencyMs?: number | ((request: FleetRequest, number: number) => number);
    readonly misfortune?: (request: FleetRequest, number: number) => Misfortune;
    /** The most rows of a page. Default: as many as asked for. */
    readonly pageSize?: number | undefined;
    /** The order of a listing moves on by one instance in this time, so that instances move between two pages. */
    readonly orderMovesEveryMs?: number | undefined;
    /** Whether a full page always has a token, also when nothing follows. */
    readonly hasEmptyLastPage?: boolean | undefined;
    /** Whether a request for the health of an absent instance is refused. Otherwise its row is left out. */
    readonly refusesAbsent?: boolean | undefined;
}

/** An ECS in virtual time that lists instances by selectors and tells their health. */
export class VirtualFleet implements EcsApi {
    readonly #instances: ReadonlyMap<string, FleetInstance>;
    readonly #options: VirtualFleetOptions;
    readonly #network: VirtualNetwork<FleetRequest>;

    constructor(instances: Readonly<Record<string, FleetInstance>>, options: VirtualFleetOptions = {}) {
        this.#instances = new Map(Object.entries(instances));
        this.#options = options;
        this.#network = new VirtualNetwork(options);
    }

    get requests(): readonly FleetRequest[] {
        return this.#network.requests;
    }

    get underWay(): number {
        return this.#network.underWay;
    }

    describeInstanceStatus(
        { instanceIds = [] }: InstanceStatusRequest,
        signal?: AbortSignal,
    ): Promise<InstanceStatusPage> {
        return this.#askForIds("DescribeInstanceStatus", instanceIds, signal);
    }

    describeInstancesFullStatus(
        { instanceIds = [] }: InstanceStatusRequest,
        signal?: AbortSignal,
    ): Promise<InstanceStatusPage> {
        return this.#askForIds("DescribeInstancesFullStatus", instanceIds, signal);
    }

    describeInstances(
        { selector, nextToken, maxResults }: InstanceListRequest,
        signal?: AbortSignal,
    ): Promise<InstanceListPage> {
        const action = "DescribeInstances";
        const request = {
            ...this.#request(action, [], signal),
            selector: selectorKey(selector),
            nextToken,
            maxResults,
        };
        return this.#network.send(request, action, signal, (kept) => {
            const { pageSize = maxResults ?? 10, hasEmptyLastPage = false } = this.#options;
            const all = this.#select(selector);
            const from = Number(nextToken ?? 0);
            const to = from + pageSize;
            kept.rows = this.#rowsOf(all.slice(from, to), false);
            kept.token = to < all.length || (to === all.length && hasEmptyLastPage) ? String(to) : undefined;
            const page = { requestId: this.#requestId, rows: kept.rows };
            return kept.token === undefined ? page : { ...page, nextToken: kept.token };
        });
    }

    #askForIds(
        action: FleetRequest["action"],
        instanceIds: readonly string[],
        signal: AbortSignal | undefined,
    ): Promise<InstanceStatusPage> {
        return this.#network.send(this.#request(action, instanceIds, signal), action, signal, (kept) => {
            // a request without ids is for all of the region
            const asked = instanceIds.length === 0 ? [...this.#instances.keys()] : instanceIds;
            const rows = this.#rowsOf(asked, action === "DescribeInstancesFullStatus");
            if (this.#options.refusesAbsent === true && rows.length < asked.length) {
                const code = "InvalidInstanceId.NotFound";
                throw new EcsApiError({ code, kind: "invalid", message: "no such instance", action });
            }
            kept.rows = rows;
            return { requestId: this.#requestId, totalCount: rows.length, rows };
        });
    }

    #request(
        action: FleetRequest["action"],
        instanceIds: readonly string[],
        call: AbortSignal | undefined,
    ): FleetRequest {
        return { at: this.#network.now, action, call, instanceIds };
    }

    get #requestId(): string {
        return `request-${this.requests.length}`;
    }

    /** The instances that a selector chooses at this moment. */
    #select({ tags, instanceName }: Selector): string[] {
        const { now } = this.#network;
        const ids = [...this.#instances.keys()];
        const { orderMovesEveryMs = Infinity } = this.#options;
        const first = Math.floor(now / orderMovesEveryMs) % Math.max(ids.length, 1);
        return [...ids.slice(first), ...ids.slice(0, first)].filter((id) => {
            const { status, role } = this.#instances.get(id)!;
            const isChosen = instanceName !== undefined || wordAt(role, now) === tags?.role;
            return isChosen && wordAt(status, now) !== undefined;
        });
    }

    #rowsOf(instanceIds: readonly string[], withHealth: boolean): InstanceRow[] {
        const { now } = this.#network;
        return instanceIds.flatMap((instanceId) => {
            const instance = this.#instances.get(instanceId);
            const status = wordAt(instance?.status ?? [], now);
            const health = withHealth ? wordAt(instance?.health ?? [], now) : undefined;
            return status === undefined ? [] : [{ instanceId, status, ...(health === undefined ? {} : { health }) }];
        });
    }
}
