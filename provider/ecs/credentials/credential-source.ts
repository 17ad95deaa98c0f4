/** What signs a request. */
export interface Credentials {
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    /** Only with temporary credentials. */
    readonly securityToken?: string | undefined;
}

/** Where credentials come from: asked before each request, so that temporary ones can be renewed. */
export interface CredentialSource {
    /** The same for two sources that sign as the same identity; holds no secret. */
    readonly identity: string;
    /** Where they were found, for messages: `alicloud:accessKey`, `ALICLOUD_ACCESS_KEY` … */
    readonly origin: string;
    credentials(): Promise<Credentials>;
    /**
     * Forgets what was fetched: ECS says that it has expired. Not there where nothing can be fetched anew.
     *
     * @param refused - what the refused request was signed with: what another one has fetched since then is kept.
     *   Default: whatever was fetched last
     */
    renew?(refused?: Credentials): void;
}
