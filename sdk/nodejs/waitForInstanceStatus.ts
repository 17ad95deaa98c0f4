import type { WaitArguments, WaitReport } from "../../provider";
import { core } from "./core";
import { givenArguments, invoke, type ReadOptions } from "./invoke";

/** Arguments of {@link waitForInstanceStatus}. */
export interface WaitForInstanceStatusArgs extends WaitArguments {
    /** Region of the instances. Default: `alicloud:region`, then ALICLOUD_REGION. */
    readonly regionId?: string;
}

/** Options of {@link waitForInstanceStatus}. */
export interface WaitForInstanceStatusOptions extends ReadOptions {
    /** Calls the wait off: it then rejects with a WaitAbortedError that carries what was seen. */
    signal?: AbortSignal;
    /** Called on every change and at least every 30 s. */
    onProgress?: (progress: WaitForInstanceStatusProgress) => void;
    /** Called with what deserves attention but does not end the wait. */
    onWarning?: (text: string) => void;
}

/** What was seen so far. */
export interface WaitForInstanceStatusProgress extends WaitReport {
    /** The same in one line for people: `2/3 Running · i-… Starting for 31 s`. */
    readonly text: string;
}

/** What was seen by the time the instances had reached the status. */
export type WaitForInstanceStatusResult = WaitReport;

/**
 * Waits until instances reach a status: for scripts, the Automation API and hooks. In a program, use
 * `InstanceStatusGate`: a preview must not wait, and a deployment that failed must wait again.
 *
 * @throws InvalidArgumentError - before any request
 * @throws WaitTimeoutError - the deadline came first
 * @throws UnexpectedStatusError - all are needed, and one has a fail status or was released
 * @throws NotEnoughInstancesError - too many failed, were released or are absent
 * @throws WaitAbortedError - `opts.signal` fired
 * @throws EcsApiError - ECS refuses to be asked
 */
export function waitForInstanceStatus(
    args: WaitForInstanceStatusArgs,
    opts: WaitForInstanceStatusOptions = {},
): Promise<WaitForInstanceStatusResult> {
    const given = givenArguments(args);
    const { signal, onProgress, onWarning, ...readOptions } = withoutNull(opts);
    return invoke(
        "alicloud-instance-status:index:waitForInstanceStatus",
        given,
        readOptions,
        (sources) => {
            checkHooks({ signal, onProgress, onWarning });
            return core().waitForInstanceStatus(given, sources, {
                signal,
                onWarning,
                onProgress: onProgress && ((report, describe) => onProgress({ ...report, text: describe() })),
            });
        },
        ["signal", "onProgress", "onWarning"],
    );
}

/** What is null is left out. */
function withoutNull(opts: WaitForInstanceStatusOptions): WaitForInstanceStatusOptions {
    return Object.fromEntries(Object.entries(opts).filter(([, value]) => value !== null));
}

/** What a JavaScript program may hand over by mistake would otherwise show in mid-wait, or never. */
function checkHooks({ signal, ...callbacks }: Record<string, unknown>): void {
    const refuse = (name: string, value: unknown, accepted: string): never => {
        throw new (core().InvalidArgumentError)(`opts.${name}`, value, accepted);
    };
    // by what it has, not by its class: test runners have a world of their own
    const { aborted, addEventListener } = Object(signal) as Partial<AbortSignal>;
    if (signal !== undefined && (typeof aborted !== "boolean" || typeof addEventListener !== "function")) {
        refuse("signal", signal, "an AbortSignal");
    }
    for (const [name, callback] of Object.entries(callbacks)) {
        if (callback !== undefined && typeof callback !== "function") {
            refuse(name, callback, "a function");
        }
    }
}
