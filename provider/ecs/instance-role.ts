import type { CredentialSource } from "./credentials";
import { temporaryCredentials } from "./temporary-credentials";

/** Credentials of the RAM role of the ECS instance that this runs on: the metadata address is asked for them. */
export function instanceRole(roleName: string): CredentialSource {
    return temporaryCredentials(
        ["ecs", roleName],
        `the instance role ${roleName}`,
        ({ ECSRAMRoleCredentialsProvider }) => ECSRAMRoleCredentialsProvider.builder().withRoleName(roleName).build(),
    );
}
