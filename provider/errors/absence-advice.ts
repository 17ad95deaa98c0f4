import type { WaitEvidence } from "./wait-evidence";

/**
 * Whether ECS listed any instance of the wait: region and permission are right then.
 *
 * @returns `undefined` when it listed none, which proves nothing
 */
export function listsAnyOf({ observations }: WaitEvidence): true | undefined {
    return observations.some(({ history }) => history.some(({ status }) => status !== undefined)) ? true : undefined;
}

/**
 * What to try for instances that are absent.
 *
 * @param listsOthers - whether ECS lists any instance of the region to this identity, as far as that is known
 */
export function adviceForAbsent(listsOthers: boolean | undefined): string {
    switch (listsOthers) {
        case true:
            return "check the ids: ECS lists other instances of this region to this identity, so region and permission are right";
        case false:
            return (
                "check region and account: ECS lists no instance there at all to this identity. " +
                "A missing permission (ecs:DescribeInstanceStatus) can look the same"
            );
        case undefined:
            return "check ids and region: ECS does not list them there (or this identity may not see them: ecs:DescribeInstanceStatus)";
    }
}
