import { actionsOf, type WaitEvidence } from "./wait-evidence";

/**
 * Whether ECS listed any instance of the wait. If so, region and permission are right.
 *
 * @returns `undefined` when ECS listed no instance: then nothing is known
 */
export function listsAnyOf({ observations }: WaitEvidence): true | undefined {
    return observations.some(({ history }) => history.some(({ status }) => status !== undefined)) ? true : undefined;
}

/**
 * The advice for absent instances.
 *
 * @param evidence - names the calls, and so the permission
 * @param listsOthers - whether ECS lists any instance of the region to this identity; `undefined`: not known
 */
export function adviceForAbsent(evidence: WaitEvidence, listsOthers: boolean | undefined): string {
    const permission = `ecs:${actionsOf(evidence).join(", ecs:")}`;
    switch (listsOthers) {
        case true:
            return "check the ids: ECS lists other instances of this region to this identity, so region and permission are right";
        case false:
            return (
                "check region and account: ECS lists no instance of this region to this identity. " +
                `A missing permission (${permission}) can look the same`
            );
        case undefined:
            return `check ids and region: ECS does not list them in this region (or this identity lacks the permission ${permission})`;
    }
}
