import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { EcsEmulator } from "../../../sdk/testing";

/** How long a scaling group takes to launch its instances. */
const LAUNCHES_AFTER_MS = 2_000;

/** The resources of `@pulumi/alicloud` that the examples use, by module and class, with Pulumi's types. */
const TYPES = {
    ess: {
        ScalingGroup: "alicloud:ess/scalingGroup:ScalingGroup",
        ScalingConfiguration: "alicloud:ess/scalingConfiguration:ScalingConfiguration",
    },
    ecs: {
        Command: "alicloud:ecs/command:Command",
        EcsInvocation: "alicloud:ecs/ecsInvocation:EcsInvocation",
    },
} as const;

/** `@pulumi/alicloud` in the tests of the examples: classes as a generated SDK has them, without their documentation. */
export const ALICLOUD_PACKAGE = {
    "package.json": JSON.stringify({ name: "@pulumi/alicloud", version: "3.99.0", main: "index.js" }),
    "index.js": `
const { CustomResource } = require("@pulumi/pulumi");
const classOf = (type) => class extends CustomResource {
    constructor(name, args, opts) { super(type, name, args, opts); }
};
for (const [module, types] of Object.entries(${JSON.stringify(TYPES)})) {
    exports[module] = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, classOf(type)]));
}`,
};

/** The plugin runs in the folder of the program, whose tsconfig.json is not meant for it. */
const PLUGIN_COMMAND = [
    `TS_NODE_PROJECT='${join(__dirname, "../../../tsconfig.json")}'`,
    `exec '${process.execPath}' -r '${require.resolve("ts-node/register/transpile-only")}'`,
    `'${require.resolve("./alicloud-plugin")}'`,
].join(" ");

/** One run of a command in instances, which is what the example deploys with. */
interface Invocation {
    readonly at: number;
    readonly instanceIds: readonly string[];
}

/**
 * Alibaba Cloud around an emulated ECS, as far as the examples need it: a scaling group that was enabled launches its
 * instances with the tags of its scaling configuration, some seconds after a program has listed instances for the first
 * time. So a gate begins before they are there, also on a slow machine. The provider's plugin asks over loopback.
 */
export class EmulatedAlicloud {
    static async start(): Promise<EmulatedAlicloud> {
        const ecs = await EcsEmulator.start({ onRequest: () => alicloud.#launchLater() });
        const alicloud = new EmulatedAlicloud(ecs);
        await new Promise<void>((resolve) => alicloud.#server.listen(0, "127.0.0.1", resolve));
        return alicloud;
    }

    readonly ecs: EcsEmulator;

    /** A folder for PATH: it has the provider's plugin. */
    readonly bin = mkdtempSync(join(tmpdir(), "emulated-alicloud-"));
    readonly invocations: Invocation[] = [];
    /** When the first instance was launched. */
    launchedAt: number | undefined;

    readonly #server: Server;
    readonly #minSizes = new Map<string, number>();
    /** The tags of the instances that scaling groups are going to launch. */
    #pending: Readonly<Record<string, string>>[] = [];
    #timer: NodeJS.Timeout | undefined;
    #count = 0;
    #instances = 0;

    private constructor(ecs: EcsEmulator) {
        this.ecs = ecs;
        this.#server = createServer((request, response) => {
            void text(request).then((body) => response.end(this.#create(JSON.parse(body) as Creation)));
        });
        const plugin = join(this.bin, "pulumi-resource-alicloud");
        writeFileSync(plugin, `#!/bin/sh\n${PLUGIN_COMMAND} "$@"\n`);
        chmodSync(plugin, 0o755);
    }

    /** What the plugin needs to find this object. */
    get env(): Record<string, string> {
        return { EMULATED_ALICLOUD: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/` };
    }

    /** Launches one instance, as a scaling group does. */
    launch(tags: Readonly<Record<string, string>>): void {
        this.launchedAt ??= Date.now();
        this.#instances += 1;
        this.ecs.add({
            instanceId: `i-bp1web${String(this.#instances).padStart(4, "0")}`,
            tags,
            script: [["Pending", "1s"], ["Starting", "1s"], ["Running"]],
            healthScript: [["InsufficientData", "1s"], ["Initializing", "3s"], ["Ok"]],
        });
    }

    async close(): Promise<void> {
        clearTimeout(this.#timer);
        rmSync(this.bin, { recursive: true });
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
        await this.ecs.close();
    }

    #launchLater(): void {
        const launched = this.#pending;
        if (launched.length > 0) {
            this.#pending = [];
            this.#timer = setTimeout(() => launched.forEach((tags) => this.launch(tags)), LAUNCHES_AFTER_MS);
        }
    }

    #create({ type, inputs }: Creation): string {
        this.#count += 1;
        const id = `${type.split(":").at(-1)}-${this.#count}`;
        if (type === TYPES.ess.ScalingGroup) {
            this.#minSizes.set(id, inputs.minSize ?? 0);
        }
        if (type === TYPES.ess.ScalingConfiguration && inputs.active === true && inputs.enable === true) {
            const { scalingGroupId = "", tags = {} } = inputs;
            this.#pending.push(...Array.from({ length: this.#minSizes.get(scalingGroupId) ?? 0 }, () => tags));
        }
        if (type === TYPES.ecs.EcsInvocation) {
            this.invocations.push({ at: Date.now(), instanceIds: inputs.instanceIds ?? [] });
        }
        return id;
    }
}

/** A resource to create, from the plugin. */
interface Creation {
    readonly type: string;
    readonly inputs: {
        readonly minSize?: number;
        readonly scalingGroupId?: string;
        readonly tags?: Record<string, string>;
        readonly active?: boolean;
        readonly enable?: boolean;
        readonly instanceIds?: readonly string[];
    };
}
