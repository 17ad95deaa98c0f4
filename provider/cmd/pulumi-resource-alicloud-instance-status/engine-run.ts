import { setMaxListeners } from "node:events";
import { isDeepStrictEqual } from "node:util";
import type { Properties } from "./properties";

/**
 * The run of the engine that the plugin serves. The engine starts a process for each Provider of a run, and cancels it at
 * the end. A plugin that is attached (PULUMI_DEBUG_PROVIDERS) outlives its runs, and is cancelled between preview and update
 * too.
 */
export class EngineRun {
    #controller = newController();
    #isAttached = false;
    #address = "";
    #configuration: Properties | undefined;

    /** Fires when the run is cancelled. */
    get signal(): AbortSignal {
        return this.#controller.signal;
    }

    attach(address: string): void {
        this.#isAttached = true;
        if (address !== this.#address) {
            this.#address = address;
            this.#configuration = undefined; // an engine that was killed has not cancelled its run
        }
    }

    /**
     * The engine configures the provider: what was cancelled before is over.
     *
     * @throws Error - a second Provider of the same run has other arguments: those that attach share one process
     */
    configure(args: Properties): void {
        if (this.#isAttached && this.#configuration !== undefined && !isDeepStrictEqual(this.#configuration, args)) {
            throw new Error(
                "this plugin is attached (PULUMI_DEBUG_PROVIDERS) and serves one Provider, but a second one with other " +
                    "arguments uses it too: start it by the engine, or use one Provider only",
            );
        }
        this.#configuration = args;
        this.#begin();
    }

    /** Ends all that runs now, and what the engine had on its way when it cancelled: it may come after this. */
    cancel(): void {
        this.#controller.abort(new Error("the run was cancelled"));
        if (this.#isAttached) {
            this.#configuration = undefined;
            this.#begin();
        }
    }

    #begin(): void {
        if (this.signal.aborted) {
            this.#controller = newController();
        }
    }
}

function newController(): AbortController {
    const controller = new AbortController();
    setMaxListeners(0, controller.signal); // every wait of a run listens to it
    return controller;
}
