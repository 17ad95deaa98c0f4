import { gateResource, statusesResource } from "../../provider";
import { dynamicProvider } from "./dynamic-provider";

/*
 * Published as `./provider`: the path that the code in users' state requires, in every release. Not for programs. The
 * handlers accept the state of every earlier release.
 */

/** The handlers that the trampoline of `InstanceStatusGate` calls. */
export const instanceStatusGate = dynamicProvider(gateResource);

/** The handlers that the trampoline of `InstanceStatuses` calls. */
export const instanceStatuses = dynamicProvider(statusesResource);
