import { accounts, connectionKey } from "../account/accounts";
import type { BriefPurpose, BriefRequest } from "../account/brief-reads";
import { ANY_REGION } from "../domain/any-region";
import type { StatusReading } from "../ecs/read-statuses";
import { resolveConnection } from "../ecs/resolve-connection";
import type { InstanceStatusError } from "../errors";
import { knownError } from "../errors/known-error";
import type { ResourceContext } from "./resource-context";

/** Why a read has no result. */
export interface ReadFault {
    readonly reading: undefined;
    readonly error: InstanceStatusError;
    /** Whether this error is returned for the first time: one warning is enough for all resources. */
    readonly isNews: boolean;
}

/** The result of a read, or the error that prevented it. */
export type BriefReading = { readonly reading: StatusReading } | ReadFault;

/** Reads once for a plan or a refresh. Never rejects. */
export type BriefReader = (
    purpose: BriefPurpose,
    request: BriefRequest & { readonly regionId: string | undefined },
    context: Pick<ResourceContext, "sources" | "signal" | "readWithinMs">,
    /** Whether a result leads to an update: a plan may reuse the result of a refresh then. */
    plansUpdate?: (reading: StatusReading) => boolean,
) => Promise<BriefReading>;

/** Asks ECS as the settings say. */
export const readBriefly: BriefReader = async (purpose, { regionId, ...request }, context) => {
    const { sources, signal, readWithinMs } = context;
    let asked = "";
    try {
        const connection = resolveConnection(regionId, sources);
        asked = `${connectionKey(connection)} `;
        const reading = await accounts.use(connection, ({ reads }) =>
            reads.read(request, { purpose, signal, withinMs: readWithinMs }),
        );
        return { reading };
    } catch (error) {
        const fault = knownError(error);
        return { reading: undefined, error: fault, isNews: accounts.noteFirst(`${asked}${fault.code}`) };
    }
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
        const fault = knownError(error);
        if (accounts.noteFirst(fault.code)) {
            log.warn(`with these settings \`pulumi up\` fails: ${fault.message}`);
        }
    }
}
