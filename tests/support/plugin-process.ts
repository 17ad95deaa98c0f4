import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { PluginClient } from "./plugin-client";

interface PluginOptions {
    /** The whole environment. */
    readonly env: NodeJS.ProcessEnv;
    readonly cwd?: string;
}

/** The plugin in a process of its own, and a client that is connected to it as the engine is. */
export class PluginProcess {
    /** Resolves when the plugin has written the port of its server. */
    static async start(command: string, args: readonly string[], options: PluginOptions): Promise<PluginProcess> {
        const plugin = new PluginProcess(command, args, options);
        try {
            plugin.#client = new PluginClient(await plugin.#port());
            return plugin;
        } catch (error) {
            await plugin.kill();
            throw error;
        }
    }

    /** From the start of the process to its first line. */
    firstLineMs = NaN;
    stdout = "";
    stderr = "";
    readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
    readonly #process: ChildProcess;
    readonly #startedAt = performance.now();
    readonly #killAtExit = () => this.signal("SIGKILL");
    #client: PluginClient | undefined;

    private constructor(command: string, args: readonly string[], { env, cwd }: PluginOptions) {
        this.#process = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
        process.once("exit", this.#killAtExit);
        this.#process.stdout?.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
        this.#process.stderr?.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
        this.exited = new Promise((resolve, reject) => {
            this.#process.once("error", reject);
            this.#process.once("close", (code, signal) => resolve({ code, signal }));
        });
        void this.exited.catch(() => undefined).finally(() => process.off("exit", this.#killAtExit));
    }

    get client(): PluginClient {
        return this.#client as PluginClient;
    }

    signal(name: NodeJS.Signals): void {
        this.#process.kill(name);
    }

    async kill(): Promise<void> {
        this.#client?.close();
        this.signal("SIGKILL");
        await this.exited;
    }

    async #port(): Promise<number> {
        const ended = this.exited.then(({ code, signal }) => {
            throw new Error(`The plugin ended early (${code ?? signal}):\n${this.stdout}${this.stderr}`);
        });
        ended.catch(() => undefined); // after the first line, an end is no failure
        while (!this.stdout.includes("\n")) {
            await Promise.race([once(this.#process.stdout as NodeJS.ReadableStream, "data"), ended]);
        }
        this.firstLineMs = performance.now() - this.#startedAt;
        return Number(this.stdout.split("\n")[0]);
    }
}
