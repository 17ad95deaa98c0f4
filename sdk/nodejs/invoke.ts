import * as pulumi from "@pulumi/pulumi";
import type { ConnectionSettings, SettingSources } from "../../provider";
import { core } from "./core";
import { inheritedProvider, type Provider, refuseForeignProvider, settingsOf } from "./provider";
import { settingSources } from "./setting-sources";

/** Options of a function that reads. */
export interface ReadOptions {
    /** Asks as this Provider is configured, in place of the stack. */
    provider?: Provider;
    /** The same as plain values, for scripts. */
    connection?: ConnectionSettings;
    /** Asks as a child of this resource would be asked: with the Provider that a component hands down. */
    parent?: pulumi.Resource;
}

const OPTIONS = ["provider", "connection", "parent", "dependsOn"];
/** Options of the SDK's own invokes that mean nothing here. */
const OF_THE_SDK = ["version", "pluginDownloadURL", "async"];

/** Options of the Output form of a function that reads. */
export interface ReadOutputOptions extends ReadOptions {
    /** Reads only after these exist; in a preview, not while one of them does not. */
    dependsOn?: pulumi.Input<pulumi.Input<pulumi.Resource>[]> | pulumi.Input<pulumi.Resource>;
}

/** The arguments. A JavaScript program may call without them: the error then names the missing argument. */
export function givenArguments<Arguments extends object>(args: Arguments | null | undefined): Arguments {
    return args ?? ({} as Arguments);
}

/**
 * Runs a function as the SDK's own invokes run: under `pulumi.runtime.setMocks` it goes to `mocks.call`, otherwise it
 * is called with the settings that the options stand for.
 *
 * @param others - the names of its other options
 * @throws InvalidArgumentError - there is no such option
 */
export async function invoke<Result>(
    token: string,
    args: object,
    options: ReadOptions,
    call: (sources: SettingSources) => Promise<Result>,
    others: readonly string[] = [],
): Promise<Result> {
    refuseUnknown(options, others);
    const { provider, connection, parent } = options;
    if (isMocked()) {
        return pulumi.runtime.invoke(token, { ...args }) as Promise<Result>;
    }
    if (provider !== undefined && connection !== undefined) {
        throw new Error("`opts.provider` and `opts.connection` cannot both be given: they say the same thing");
    }
    const ofProvider = await known(settingsOf(provider ?? handedDown(token, connection, parent)));
    return call(settingSources(connection ?? ofProvider, ofProvider !== undefined));
}

/**
 * The Output form: waits for arguments and dependencies, and is unknown while one of them is, or while a resource that an
 * argument comes from does not exist.
 */
export function invokeOutput<Result>(
    token: string,
    args: object,
    options: ReadOutputOptions,
    call: (args: unknown, options: ReadOptions) => Promise<Result>,
): pulumi.Output<Result> {
    const { dependsOn, ...readOptions } = options;
    const { provider, connection, parent } = readOptions;
    const given = pulumi.output(args);
    // what is read with secret keys is no secret: the SDK's own invokes do not take it for one either
    const settings = pulumi.unsecret(pulumi.output(settingsOf(provider ?? handedDown(token, connection, parent))));
    const result: pulumi.Output<unknown> = pulumi
        .all([given, idsBehind(given), idsOf(dependsOn), settings])
        .apply(([plainArgs]) => call(plainArgs, readOptions));
    return result as pulumi.Output<Result>;
}

/** Otherwise a misspelt `provider` is ignored, and the stack's credentials are used. */
function refuseUnknown(options: object, others: readonly string[]): void {
    const known = [...OPTIONS, ...others];
    const unknown = Object.keys(options).find((name) => !known.includes(name) && !OF_THE_SDK.includes(name));
    if (unknown !== undefined) {
        throw core().InvalidArgumentError.unknown(`opts.${unknown}`, known, "option");
    }
}

/** The Provider that the parent's children get, where nothing else says who asks. */
function handedDown(
    token: string,
    connection: ConnectionSettings | undefined,
    parent: pulumi.Resource | undefined,
): pulumi.ProviderResource | undefined {
    if (connection !== undefined) {
        return undefined;
    }
    refuseForeignProvider(token.slice(token.lastIndexOf(":") + 1), { parent });
    return inheritedProvider(parent);
}

/** The ids of what is depended on: not known while one of these resources does not exist. */
function idsOf(dependsOn: ReadOutputOptions["dependsOn"]): pulumi.Output<unknown> {
    return pulumi.output(dependsOn as pulumi.Input<pulumi.Resource[]>).apply((resources: unknown) => {
        const given = [resources ?? []].flat();
        if (!given.every((one) => pulumi.Resource.isInstance(one))) {
            throw new Error("`opts.dependsOn` must be a resource or a list of resources");
        }
        return idsIn(given);
    });
}

/** The same of the resources that an Output comes from. */
function idsBehind(output: pulumi.Output<unknown>): pulumi.Output<unknown> {
    const inner = output as unknown as { allResources?: () => Promise<Iterable<pulumi.Resource>> };
    return pulumi.output((inner.allResources?.() ?? Promise.resolve([])).then((resources) => idsIn([...resources])));
}

async function idsIn(resources: readonly pulumi.Resource[]): Promise<pulumi.Output<unknown[]>> {
    const all = await Promise.all(resources.map(customResourcesIn));
    return pulumi.all(all.flat().map(({ id }) => id));
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
