import type { EngineProject } from "../support/engine-project";
import { pluginFolder } from "../support/plugin";
import { program, World } from "./world";

/** The native resources, as a generated SDK declares them. */
const NATIVE = `
const outputs = (...names: string[]) => Object.fromEntries(names.map((name) => [name, undefined]));
class NativeGate extends pulumi.CustomResource {
    declare readonly [output: string]: any;
    constructor(name: string, args: pulumi.Inputs, opts: pulumi.CustomResourceOptions = {}) {
        super("alicloud-instance-status:index:InstanceStatusGate", name,
            { ...outputs("instanceIds", "reachedInstanceIds", "statusById", "healthById", "absentInstanceIds", "reachedAt",
                "elapsedMs", "satisfied"), ...args },
            { aliases: [{ type: "pulumi-nodejs:dynamic/alicloud-instance-status:InstanceStatusGate" }], ...opts });
    }
}
class NativeStatuses extends pulumi.CustomResource {
    declare readonly [output: string]: any;
    constructor(name: string, args: pulumi.Inputs, opts: pulumi.CustomResourceOptions = {}) {
        super("alicloud-instance-status:index:InstanceStatuses", name,
            { ...outputs("statuses", "statusById", "healthById", "absentInstanceIds", "totalCount"), ...args },
            { aliases: [{ type: "pulumi-nodejs:dynamic/alicloud-instance-status:InstanceStatuses" }], ...opts });
    }
}
class NativeProvider extends pulumi.ProviderResource {
    constructor(name: string, args: pulumi.Inputs, opts: pulumi.ResourceOptions = {}) {
        super("alicloud-instance-status", name, args, opts);
    }
}
`;

export function nativeProgram(text: string): string {
    return program(NATIVE + text);
}

/** A native gate with these arguments, and a dependent. */
export function nativelyGated(args: string, opts = "{}"): string {
    return nativeProgram(`
const gate = new NativeGate("gate", ${args}, ${opts});
new Application("app", { on: gate.reachedInstanceIds, at: gate.reachedAt });`);
}

/** A world whose project has the native plugin. */
export async function createNativeWorld(
    text: string,
    options: Partial<Parameters<typeof EngineProject.create>[0]> = {},
): Promise<World> {
    return World.create(text, { plugin: await pluginFolder(), ...options });
}
