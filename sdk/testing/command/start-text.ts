import type { EcsEmulator } from "../ecs-emulator";
import type { EcsEmulatorOptions } from "../emulator-options";
import type { EmulatedInstance, ScriptStep } from "../instances/emulated-instance";

/** The output at the start: the address, the instances, and commands to paste. */
export function startText(ecs: EcsEmulator, { instances = [], allowUnsigned = false }: EcsEmulatorOptions): string {
    const region = ecs.env["ALICLOUD_REGION"] ?? "";
    const variables = Object.entries(ecs.env).map(([name, value]) => `export ${name}=${quoted(value)}`);
    const query = `Action=DescribeInstanceStatus&Version=2014-05-26&RegionId=${instances[0]?.regionId ?? region}`;
    const paragraphs = [
        `ECS is emulated at http://${ecs.endpoint}, for this machine only. Ctrl-C ends it.`,
        instances.map((instance) => `  ${describe(instance, region)}`).join("\n"),
        "Clients find it with these variables:",
        variables.join("\n"),
        ...(allowUnsigned
            ? ["To try it, without a signature:", `curl 'http://${ecs.endpoint}/?${query}&Format=JSON'`]
            : ["Requests without a signature are refused."]),
    ];
    return `${paragraphs.join("\n\n")}\n`;
}

function describe(instance: EmulatedInstance, region: string): string {
    const { instanceId, regionId, zoneId, status = "Running", script = [[status]], tags = {} } = instance;
    const { health, healthScript = health === undefined ? [] : [[health]] } = instance;
    const parts = [
        scriptText(script),
        ...(healthScript.length === 0 ? [] : [`health: ${scriptText(healthScript)}`]),
        ...(Object.keys(tags).length === 0 ? [] : [`tags: ${tagsText(tags)}`]),
    ];
    const place = [regionId ?? region, ...(zoneId === undefined ? [] : [zoneId])].join("/");
    return `${instanceId} in ${place}: ${parts.join("; ")}`;
}

function scriptText(script: readonly ScriptStep[]): string {
    const steps = script.map(([status, lasts], index) =>
        lasts === undefined || index === script.length - 1 ? status : `${status} for ${lasts}`,
    );
    return steps.join(", then ");
}

function tagsText(tags: Readonly<Record<string, string>>): string {
    return Object.entries(tags)
        .map(([key, value]) => `${key}=${value}`)
        .join(", ");
}

/** As a POSIX shell reads it. */
function quoted(value: string): string {
    return /^[\w.,:/@-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
