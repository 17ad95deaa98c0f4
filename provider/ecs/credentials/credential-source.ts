import { createHash } from "node:crypto";
import type { SettingSources } from "../connection-settings";
import type { Transport } from "../transport/transport";

/** What signs a request. */
export interface Credentials {
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    /** Only with temporary credentials. */
    readonly securityToken?: string | undefined;
}

/** The source of credentials. It is asked before each request, so that temporary credentials can be renewed. */
export interface CredentialSource {
    /** The same for two sources that sign as the same identity; holds no secret. */
    readonly identity: string;
    /** Where they were found, for messages: `alicloud:accessKey`, `ALICLOUD_ACCESS_KEY` … */
    readonly origin: string;
    credentials(): Promise<Credentials>;
    /**
     * Forgets the fetched credentials, because ECS says that they have expired. Only sources that can fetch have it.
     *
     * @param refused - the credentials of the refused request; newer ones, fetched for another request, are kept.
     *   Default: the latest
     */
    renew?(refused?: Credentials): void;
}

/** @param identity - what the credentials depend on; equal for two sources that sign as the same identity */
export function credentialSource(
    identity: readonly string[],
    source: Pick<CredentialSource, "origin" | "credentials" | "renew">,
): CredentialSource {
    const hash = createHash("sha256").update(identity.join("\n")).digest("hex").slice(0, 16);
    // a printed connection must not show its key
    return Object.defineProperty({ identity: hash, ...source }, "credentials", { enumerable: false });
}

/** What temporary credentials are fetched with. */
export interface FetchOptions {
    readonly transport: Transport;
    readonly env: SettingSources["env"];
    /**
     * Finds where STS is asked.
     *
     * @throws InvalidArgumentError
     */
    readonly stsEndpoint: () => string;
}
