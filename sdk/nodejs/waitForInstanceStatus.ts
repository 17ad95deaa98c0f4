import type { WaitArguments, WaitReport } from "../../provider";
import { core } from "./core";
import { givenArguments, invoke, type ReadOptions } from "./invoke";
import type { Selector } from "./selector";

/** Arguments of {@link waitForInstanceStatus}: exactly one of `instanceIds` and `selector` must be given. */
export type WaitForInstanceStatusArgs = Omit<WaitArguments, "instanceIds" | "selector"> & {
    /** Region of the instances. Default: `alicloud:region`, then ALICLOUD_REGION. */
    readonly regionId?: string | undefined;
} & (
        | { readonly instanceIds: readonly string[]; readonly selector?: undefined }
        | { readonly selector: Selector; readonly instanceIds?: undefined }
    );

/** Options of {@link waitForInstanceStatus}. */
export interface WaitForInstanceStatusOptions extends ReadOptions {
    /** Aborts the wait: it then rejects with a WaitAbortedError, which has the evidence. */
    signal?: AbortSignal;
    /** Called on every change and at least every 30 s. */
    onProgress?: (progress: WaitForInstanceStatusProgress) => void;
    /** Called with each warning. A warning does not end the wait. */
    onWarning?: (text: string) => void;
}

/** The state of the wait so far. */
export interface WaitForInstanceStatusProgress extends WaitReport {
    /** The state in one line: `2/3 Running · i-… Starting for 31 s`. */
    readonly text: string;
}

/** The state of the wait at its end. */
export type WaitForInstanceStatusResult = WaitReport;

/**
 * Waits until instances reach a status: for scripts, the Automation API and hooks. In a program use
 * `InstanceStatusGate`: it does not wait in a preview, and it waits again after a failed deployment.
 *
 * @throws InvalidArgumentError - before any request
 * @throws WaitTimeoutError - the deadline has passed
 * @throws UnexpectedStatusError - all are needed, and one has a fail status or was released
 * @throws NotEnoughInstancesError - too many failed, were released or are absent
 * @throws WaitAbortedError - `opts.signal` fired
 * @throws EcsApiError - a permanent error of ECS
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

/** The options without those that are null. */
function withoutNull(opts: WaitForInstanceStatusOptions): WaitForInstanceStatusOptions {
    return Object.fromEntries(Object.entries(opts).filter(([, value]) => value !== null));
}

/** Checks the types for JavaScript programs. Otherwise a mistake shows in the middle of the wait, or never. */
function checkHooks({ signal, ...callbacks }: Record<string, unknown>): void {
    const refuse = (name: string, value: unknown, accepted: string): never => {
        throw new (core().InvalidArgumentError)(`opts.${name}`, value, accepted);
    };
    // by its members, not by its class: test runners have their own globals
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
