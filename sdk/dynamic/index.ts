import { gateResource, statusesResource } from "../../provider";
import { dynamicProvider } from "./dynamic-provider";

/*
 * Published as `./provider`. The code in users' state requires this path, in every release. Programs do not import it.
 * The handlers accept the state of every earlier release.
 */

/** The handlers that the trampoline of `InstanceStatusGate` calls. */
export const instanceStatusGate = dynamicProvider(gateResource);

/** The handlers that the trampoline of `InstanceStatuses` calls. */
export const instanceStatuses = dynamicProvider(statusesResource);
