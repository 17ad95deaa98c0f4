import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Tasks } from "../tasks";
import { compileForMeasuring } from "./compile";
import type { EmulatorCalls } from "./emulator-process";
import type { FreshOrder, FreshTimes } from "./fresh-process";
import type { TaskAnswer, TaskOrder } from "./task-process";

type Args<Name extends keyof Tasks> = Parameters<Tasks[Name]>[0];
type Result<Name extends keyof Tasks> = Awaited<ReturnType<Tasks[Name]>>;
/** The same calls, made from another process. */
type Remote<T> = {
    [Name in keyof T]: T[Name] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

/** The processes of the bench: one for all emulators, and one for each task. */
export class Laboratory {
    readonly emulators: Remote<EmulatorCalls>;
    readonly #folder = compileForMeasuring();
    readonly #emulatorProcess: ChildProcess;

    constructor() {
        this.#emulatorProcess = this.#fork("emulator-process", []);
        this.emulators = remote<EmulatorCalls>(this.#emulatorProcess);
    }

    /** Runs a task in a process of its own. */
    run<Name extends keyof Tasks>(
        name: Name,
        args: Args<Name>,
        execArgv: readonly string[] = [],
    ): Promise<Result<Name> & { peakMemory: number }> {
        const child = this.#fork("task-process", execArgv);
        return new Promise((resolve, reject) => {
            child.once("message", (answer: TaskAnswer) => {
                if (answer.error === undefined) {
                    resolve(Object.assign(answer.result as object, { peakMemory: answer.peakMemory }) as never);
                } else {
                    reject(new Error(`${name}: ${answer.error}`));
                }
            });
            child.once("exit", (code) => reject(new Error(`${name}: its process ended early (${code})`)));
            child.send({ name, args } satisfies TaskOrder);
        });
    }

    /** Loads the package, or the SDK, in a new process, and sends two requests. */
    fresh(order: FreshOrder): Promise<FreshTimes> {
        const child = this.#fork("fresh-process", []);
        return new Promise((resolve, reject) => {
            child.once("message", (times: FreshTimes) => resolve(times));
            child.once("exit", (code) => reject(new Error(`a fresh process ended early (${code})`)));
            child.send(order);
        });
    }

    /** The path of a compiled file of the repository. */
    compiled(path: string): string {
        return join(this.#folder, path);
    }

    close(): void {
        this.#emulatorProcess.disconnect();
    }

    #fork(entry: string, execArgv: readonly string[]): ChildProcess {
        return fork(join(this.#folder, "bench/processes", `${entry}.js`), { execArgv: [...execArgv] });
    }
}

function remote<T extends object>(child: ChildProcess): Remote<T> {
    const open = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
    let id = 0;
    child.on("message", (answer: { id: number; result?: unknown; error?: string }) => {
        const call = open.get(answer.id);
        open.delete(answer.id);
        if (answer.error === undefined) {
            call?.resolve(answer.result);
        } else {
            call?.reject(new Error(answer.error));
        }
    });
    return new Proxy({} as Remote<T>, {
        get:
            (_target, method) =>
            (...args: unknown[]) =>
                new Promise((resolve, reject) => {
                    id += 1;
                    open.set(id, { resolve, reject });
                    child.send({ id, method, args });
                }),
    });
}
