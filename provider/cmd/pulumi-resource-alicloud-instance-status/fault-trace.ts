import { debuglog } from "node:util";
import { redact } from "../../ecs/redact";
import type { Mask } from "../../engine/mask";

/** Node's own switch: `NODE_DEBUG=alicloud-instance-status`. */
const debug = debuglog("alicloud-instance-status");

/** Writes the stack of an error to stderr, if the user asks for it. */
export function traceFault(error: unknown, mask?: Mask): void {
    if (debug.enabled) {
        debug("%s", faultTrace(error, mask));
    }
}

/** The stack of an error and of its causes, without anything that is secret. */
export function faultTrace(error: unknown, mask: Mask = (text) => text): string {
    if (!(error instanceof Error)) {
        return mask(redact(String(error)));
    }
    // the stack begins with the message, which may quote a request: only the frames are taken from it
    const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
    const lines = [`${error.name}: ${mask(redact(error.message))}`, ...frames];
    return error.cause === undefined
        ? lines.join("\n")
        : [...lines, `caused by ${faultTrace(error.cause, mask)}`].join("\n");
}
