/** How an instance is released. */
export interface ReleaseOptions {
    /**
     * How long it is still listed, with the status that it has, as ECS may do right after a release: a duration such as
     * `"2s"`, from now on. Default: not at all.
     */
    readonly listedFor?: string | undefined;
}
