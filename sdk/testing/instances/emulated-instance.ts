/**
 * One step of a script: a status, and how long it lasts (`"500ms"`, `"2s"`, `"1m30s"`). The last step stays for ever
 * and needs no duration.
 *
 * The status is one of ECS's own (`Pending` `Starting` `Running` `Stopping` `Stopped`), `"Absent"` for a time in which
 * the instance is not listed, or any other string, which is answered as it is.
 */
// No names in the tuple: TypeScript 3.8, which Pulumi brings along for programs, cannot read them.
export type ScriptStep = readonly [string, string?];

/** An instance as the emulator knows it. */
export interface EmulatedInstance {
    /** Such as `i-bp1j4i2jdf3owlhe****`: it starts with `i-`, or the emulator itself would refuse to be asked for it. */
    readonly instanceId: string;
    /** Default: the emulator's `regionId`. */
    readonly regionId?: string | undefined;
    /** Matched by the `ZoneId` filter. Default: in no zone, so that the filter never finds it. */
    readonly zoneId?: string | undefined;
    /** Matched by the (deprecated) `ClusterId` filter. Default: in no cluster. */
    readonly clusterId?: string | undefined;
    /** A status that stays. Default `"Running"`. Not together with `script`. */
    readonly status?: string | undefined;
    /**
     * Statuses one after another. The clock starts at the first request that covers this instance: one that names it,
     * or one without ids that its filters let through.
     *
     * @example `[["Pending", "2s"], ["Starting", "5s"], ["Running"]]`
     */
    readonly script?: readonly ScriptStep[] | undefined;
    /**
     * How long the instance is not listed although it exists, as right after RunInstances: a duration on the same clock
     * as `script`, which runs on meanwhile. Default: listed at once.
     */
    readonly visibleAfter?: string | undefined;
}
