import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";
import { emulatorEnvironment } from "../../../sdk/testing/environment";

interface Waiting {
    readonly resolve: (outcome: unknown) => void;
    readonly reject: (error: Error) => void;
}

/** Nothing listens there. Each request names the emulator it is for; whatever leads elsewhere has to lead nowhere. */
const NOWHERE = "127.0.0.1:9";

/**
 * A program with clients of ECS in it. It lives on from request to request, because some clients take seconds to load,
 * and answers them one after another.
 *
 * Nothing of our own environment reaches it: no key, no profile and no proxy of whoever runs the tests.
 */
export class Driver {
    readonly #child: ChildProcessWithoutNullStreams;
    readonly #waiting: Waiting[] = [];
    readonly #ended: Promise<void>;
    #complaints = "";
    #end: Error | undefined;

    constructor(command: string, args: readonly string[], { cwd, env }: { cwd: string; env?: Record<string, string> }) {
        const key = { accessKey: "not-to-be-used", secretKey: "not-to-be-used" };
        const guards = emulatorEnvironment(NOWHERE, "cn-hangzhou", key);
        this.#child = spawn(command, args, { cwd, env: { HOME: cwd, ...guards, ...env } });
        createInterface({ input: this.#child.stdout }).on("line", (line) =>
            this.#waiting.shift()?.resolve(parse(line)),
        );
        this.#child.stderr.setEncoding("utf8").on("data", (text: string) => (this.#complaints += text));
        // A request to a program that has ended fails there, with what the program had to say.
        this.#child.stdin.on("error", () => undefined);
        this.#child.on("error", (error) => this.#fail(error));
        this.#ended = new Promise((resolve) => {
            this.#child.on("close", () => {
                this.#fail(new Error(`${command} has ended: ${this.#complaints}`));
                resolve();
            });
        });
    }

    ask(request: object): Promise<unknown> {
        return new Promise((resolve, reject) => {
            if (this.#end !== undefined) {
                reject(this.#end);
                return;
            }
            this.#waiting.push({ resolve, reject });
            this.#child.stdin.write(`${JSON.stringify(request)}\n`);
        });
    }

    stop(): Promise<void> {
        this.#child.stdin.end();
        return this.#ended;
    }

    #fail(error: Error): void {
        this.#end ??= error;
        for (const { reject } of this.#waiting.splice(0)) {
            reject(error);
        }
    }
}

function parse(line: string): unknown {
    try {
        return JSON.parse(line) as unknown;
    } catch {
        return { failure: `the program printed what is no outcome: ${line}` };
    }
}
