/** What ECS reports of one instance in one answer. */
export interface InstanceRow {
    readonly instanceId: string;
    /** As ECS wrote it. */
    readonly status: string;
    /** As ECS wrote it; only where the health was asked for, and ECS reports one. */
    readonly health?: string;
    /** Scheduled system events; only where the health was asked for, and there are any. */
    readonly events?: readonly SystemEvent[];
}

/** A system event that ECS has scheduled for an instance, such as a reboot for maintenance. */
export interface SystemEvent {
    readonly eventId: string;
    /** As ECS wrote it, such as `SystemMaintenance.Reboot`. */
    readonly type: string;
    /** The planned start, in UTC, as ECS wrote it: `2026-11-26T10:00:00Z`. */
    readonly notBefore?: string;
    readonly reason?: string;
}
