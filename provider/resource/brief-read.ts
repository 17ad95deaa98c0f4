import { connectionKey, ecsApiOf } from "../ecs/ecs-api-of";
import { type Connection, resolveConnection } from "../ecs/resolve-connection";
import { type BriefPurpose, type BriefReading, BriefReads, type BriefRequest, knownError } from "./brief-reads";
import type { PlansUpdate } from "./brief-reads";
import type { ResourceContext } from "./resource-context";

/** Credentials do not depend on the region, which may be unknown in a preview. */
const ANY_REGION = "cn-hangzhou";

/*
 * The only module state of the reads: what this process keeps for each account, and the codes of the faults of settings
 * that were returned before. It belongs to the accounts.
 */
const reads = new Map<string, BriefReads>();
const returnedCodes = new Set<string>();

/** Forgets all: a process that serves one run after another must not hold an outage of one run against the next. */
export function forgetBriefReads(): void {
    reads.clear();
    returnedCodes.clear();
}

/** Reads once for a plan or a refresh. Never rejects. */
export type BriefReader = (
    purpose: BriefPurpose,
    request: BriefRequest & { readonly regionId: string | undefined },
    context: Pick<ResourceContext, "sources" | "signal" | "urn" | "readWithinMs">,
    plansUpdate?: PlansUpdate,
) => Promise<BriefReading>;

/** Asks ECS as the settings say. */
export const readBriefly: BriefReader = (purpose, { regionId, ...request }, context, plansUpdate) => {
    const { sources, signal, urn, readWithinMs } = context;
    let connection: Connection;
    try {
        connection = resolveConnection(regionId, sources);
    } catch (error) {
        const fault = knownError(error);
        return Promise.resolve({ reading: undefined, error: fault, isNews: isFirst(fault.code) });
    }
    return briefReadsOf(connection).read(request, { purpose, signal, urn, withinMs: readWithinMs, plansUpdate });
};

/**
 * Warns, once per process, where there are no usable credentials: a preview of a new resource sends no request, so it does
 * not find out otherwise. It is no error: the credentials may exist only where `pulumi up` runs.
 */
export function warnIfSettingsFail({ sources, log }: Pick<ResourceContext, "sources" | "log">): void {
    try {
        resolveConnection(ANY_REGION, sources);
    } catch (error) {
        const { code, message } = knownError(error);
        if (isFirst(code)) {
            log.warn(`with these settings \`pulumi up\` fails: ${message}`);
        }
    }
}

function briefReadsOf(connection: Connection): BriefReads {
    const key = connectionKey(connection);
    let known = reads.get(key);
    if (known === undefined) {
        known = new BriefReads(ecsApiOf(connection), connection.regionId);
        reads.set(key, known);
    }
    return known;
}

/** Whether this fault of the settings was not returned before. */
function isFirst(code: string): boolean {
    const isNews = !returnedCodes.has(code);
    returnedCodes.add(code);
    return isNews;
}
