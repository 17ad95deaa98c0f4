import { credentials, type ServiceError } from "@grpc/grpc-js";
import provider from "@pulumi/pulumi/proto/provider_grpc_pb";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface PluginOptions {
    /** The whole environment. */
    readonly env: NodeJS.ProcessEnv;
    readonly cwd?: string;
    /** Whether there is a channel for messages, as to a forked Node. */
    readonly messages?: boolean;
}

type Client = InstanceType<typeof provider.ResourceProviderClient>;

/** The plugin in a process of its own, and a connection to it like the engine's. */
export class PluginProcess {
    /** @returns when it has written the port of its server */
    static async start(command: string, args: readonly string[], options: PluginOptions): Promise<PluginProcess> {
        const plugin = new PluginProcess(command, args, options);
        try {
            plugin.#client = new provider.ResourceProviderClient(
                `127.0.0.1:${await plugin.#port()}`,
                credentials.createInsecure(),
            );
            return plugin;
        } catch (error) {
            await plugin.kill();
            throw error;
        }
    }

    readonly process: ChildProcess;
    /** From the start of the process to its first line. */
    firstLineMs = NaN;
    stdout = "";
    stderr = "";
    readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
    readonly #startedAt = performance.now();
    readonly #killAtExit = () => this.process.kill("SIGKILL");
    #client: Client | undefined;

    private constructor(command: string, args: readonly string[], { env, cwd, messages = false }: PluginOptions) {
        const stdio = ["ignore" as const, "pipe" as const, "pipe" as const, ...(messages ? ["ipc" as const] : [])];
        this.process = spawn(command, args, { cwd, env, stdio });
        process.once("exit", this.#killAtExit);
        this.process.stdout?.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
        this.process.stderr?.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
        this.exited = new Promise((resolve, reject) => {
            this.process.once("error", reject);
            this.process.once("close", (code, signal) => resolve({ code, signal }));
        });
        void this.exited.catch(() => undefined).finally(() => process.off("exit", this.#killAtExit));
    }

    /** Calls a method and waits for the answer: `ask((client, done) => client.getSchema(request, done))`. */
    ask<Answer>(
        send: (client: Client, done: (error: ServiceError | null, answer: Answer) => void) => unknown,
    ): Promise<Answer> {
        return new Promise((resolve, reject) => {
            send(this.#client as Client, (error, answer) => (error === null ? resolve(answer) : reject(error)));
        });
    }

    async kill(): Promise<void> {
        this.#client?.close();
        this.process.kill("SIGKILL");
        await this.exited;
    }

    async #port(): Promise<number> {
        const ended = this.exited.then(({ code, signal }) => {
            throw new Error(`The plugin ended early (${code ?? signal}):\n${this.stdout}${this.stderr}`);
        });
        ended.catch(() => undefined); // later on an end is no failure
        while (!this.stdout.includes("\n")) {
            await Promise.race([once(this.process.stdout as NodeJS.ReadableStream, "data"), ended]);
        }
        this.firstLineMs = performance.now() - this.#startedAt;
        return Number(this.stdout.split("\n")[0]);
    }
}
