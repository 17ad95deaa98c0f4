import * as pulumi from "@pulumi/pulumi";
import type { ConnectionSettings, SettingSources } from "../../provider";
import { type Provider, settingsOf } from "./provider";
import { settingSources } from "./setting-sources";

/** Options of a function that reads. */
export interface ReadOptions {
    /** Asks as this Provider is configured, in place of the stack. */
    provider?: Provider;
    /** The same as plain values, for scripts. */
    connection?: ConnectionSettings;
}

/** Options of the Output form of a function that reads. */
export interface ReadOutputOptions extends ReadOptions {
    /** Reads only after these exist; in a preview, not while one of them does not. */
    dependsOn?: pulumi.Input<pulumi.Input<pulumi.Resource>[]> | pulumi.Input<pulumi.Resource>;
}

/**
 * Runs a function as the SDK's own invokes run: under `pulumi.runtime.setMocks` it goes to `mocks.call`, otherwise it
 * is called with the settings that the options stand for.
 */
export async function invoke<Result>(
    token: string,
    args: object,
    { provider, connection }: ReadOptions,
    call: (sources: SettingSources) => Promise<Result>,
): Promise<Result> {
    if (isMocked()) {
        return pulumi.runtime.invoke(token, { ...args }) as Promise<Result>;
    }
    if (provider !== undefined && connection !== undefined) {
        throw new Error("`opts.provider` and `opts.connection` cannot both be given: they say the same thing");
    }
    const ofProvider = await known(settingsOf(provider));
    return call(settingSources(connection ?? ofProvider, ofProvider !== undefined));
}

/** The Output form: waits for arguments and dependencies, and is unknown while one of them is. */
export function invokeOutput<Result>(
    args: object,
    options: ReadOutputOptions,
    call: (args: unknown, options: ReadOptions) => Promise<Result>,
): pulumi.Output<Result> {
    const { dependsOn, ...readOptions } = options;
    // what is read with secret keys is no secret: the SDK's own invokes do not take it for one either
    const settings = pulumi.unsecret(pulumi.output(settingsOf(readOptions.provider)));
    const result: pulumi.Output<unknown> = pulumi
        .all([pulumi.output(args), idsOf(dependsOn), settings])
        .apply(([plainArgs]) => call(plainArgs, readOptions));
    return result as pulumi.Output<Result>;
}

function idsOf(dependsOn: ReadOutputOptions["dependsOn"]): pulumi.Output<unknown> {
    return pulumi.output(dependsOn as pulumi.Input<pulumi.Resource[]>).apply(async (resources: unknown) => {
        const given = Array.isArray(resources) ? (resources as pulumi.Resource[]) : [resources as pulumi.Resource];
        const all = await Promise.all(given.filter((one) => pulumi.Resource.isInstance(one)).map(customResourcesIn));
        return pulumi.all(all.flat().map(({ id }) => id));
    });
}

/** A component stands for the resources in it, as it does in the SDK's own `dependsOn`. */
async function customResourcesIn(resource: pulumi.Resource): Promise<pulumi.CustomResource[]> {
    if (pulumi.CustomResource.isInstance(resource)) {
        return [resource];
    }
    const component = resource as unknown as {
        __data?: Promise<unknown>;
        __childResources?: Iterable<pulumi.Resource>;
    };
    await component.__data; // until then it may still get children
    const children = await Promise.all([...(component.__childResources ?? [])].map(customResourcesIn));
    return children.flat();
}

/** The value of an Output in the plain form of a function, which cannot be unknown. */
async function known<T>(output: pulumi.Output<T> | undefined): Promise<T | undefined> {
    if (output === undefined) {
        return undefined;
    }
    const inner = output as unknown as { isKnown: Promise<boolean>; promise(): Promise<T> };
    if (!(await inner.isKnown)) {
        throw new Error(
            "the provider's settings are not known yet in this preview: use the …Output form of the function",
        );
    }
    return inner.promise();
}

function isMocked(): boolean {
    // by what it has, not by its class: the program may have another copy of the SDK
    return pulumi.runtime.hasMonitor() && "mocks" in (pulumi.runtime.getMonitor() as object);
}
