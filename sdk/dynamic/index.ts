/**
 * Published as `./provider`: the path that the code in users' state requires, in every release. Not for programs.
 */
export { instanceStatusGate } from "./instance-status-gate-provider";
export { instanceStatuses } from "./instance-statuses-provider";
