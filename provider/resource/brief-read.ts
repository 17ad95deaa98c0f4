import { accounts } from "../account/accounts";
import type { BriefPurpose, BriefReading, BriefRequest, PlansUpdate } from "../account/brief-reads";
import { ANY_REGION } from "../domain/any-region";
import { type Connection, resolveConnection } from "../ecs/resolve-connection";
import { knownError } from "../errors/known-error";
import type { ResourceContext } from "./resource-context";

/** Reads once for a plan or a refresh. Never rejects. */
export type BriefReader = (
    purpose: BriefPurpose,
    request: BriefRequest & { readonly regionId: string | undefined },
    context: Pick<ResourceContext, "sources" | "signal" | "urn" | "readWithinMs">,
    plansUpdate?: PlansUpdate,
) => Promise<BriefReading>;

/** Asks ECS as the settings say. */
export const readBriefly: BriefReader = async (purpose, { regionId, ...request }, context, plansUpdate) => {
    const { sources, signal, urn, readWithinMs } = context;
    let connection: Connection;
    try {
        connection = resolveConnection(regionId, sources);
    } catch (error) {
        const fault = knownError(error);
        return { reading: undefined, error: fault, isNews: accounts.noteFirst(fault.code) };
    }
    return accounts.use(connection, ({ reads }) =>
        reads.read(request, { purpose, signal, urn, withinMs: readWithinMs, plansUpdate }),
    );
};

/**
 * Warns, once per process, where there are no usable credentials: a preview of a new resource sends no request, so it does
 * not find out otherwise. It is no error: the credentials may exist only where `pulumi up` runs.
 */
export function warnIfSettingsFail({ sources, log }: Pick<ResourceContext, "sources" | "log">): void {
    try {
        // credentials do not depend on the region, which may be unknown in a preview
        resolveConnection(ANY_REGION, sources);
    } catch (error) {
        const { code, message } = knownError(error);
        if (accounts.noteFirst(code)) {
            log.warn(`with these settings \`pulumi up\` fails: ${message}`);
        }
    }
}
