import type { ServerResponse } from "node:http";

import { deliver } from "../faults/fault-deliveries";
import { showValue } from "../checks";

/** What goes wrong while requests are answered: neither a crash of the process nor silence, but an error of `close()`. */
export class Failures {
    #first: { readonly error: unknown } | undefined;

    /** Keeps an error for `throwIfAny`. Only the first: what goes wrong once tends to go wrong with each request. */
    add(error: unknown): void {
        this.#first ??= { error };
    }

    /** @throws the first error as it was thrown */
    throwIfAny(): void {
        if (this.#first !== undefined) {
            throw this.#first.error;
        }
    }
}

/**
 * Ends a request that could not be answered, so that no client waits for ever: with HTTP 500 and the error in words, or
 * where half of an answer is under way already, with the end of the connection.
 *
 * @returns the HTTP status that the client sees, if it sees this one
 */
export function answerFailure(response: ServerResponse, error: unknown): number | undefined {
    if (response.headersSent) {
        response.destroy();
        return undefined;
    }
    const body = `The emulator could not answer this request; its close() fails with the same error. ${wordsOf(error)}\n`;
    deliver(response, { httpStatus: 500, headers: { "content-type": "text/plain", connection: "close" }, body });
    return 500;
}

function wordsOf(error: unknown): string {
    return error instanceof Error ? String(error) : `It was no Error: ${showValue(error)}`;
}
