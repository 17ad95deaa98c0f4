import * as pulumi from "@pulumi/pulumi";
import type { ConnectionSettings, SettingSources } from "../../provider";
import { core } from "./core";
import { inheritedProvider, type Provider, refuseForeignProvider, settingsOf } from "./provider";
import { settingSources } from "./setting-sources";

/** Options of the functions that read. */
export interface ReadOptions {
    /** Uses the settings of this Provider instead of those of the stack. */
    provider?: Provider;
    /** The same settings as plain values, for scripts. */
    connection?: ConnectionSettings;
    /** Uses the Provider that this component passes to its children. */
    parent?: pulumi.Resource;
}

const OPTIONS = ["provider", "connection", "parent", "dependsOn"];
/** Options of the SDK's own invokes. They are accepted and have no effect. */
const IGNORED_OPTIONS = ["version", "pluginDownloadURL", "async"];

/** Options of the Output forms of the functions that read. */
export interface ReadOutputOptions extends ReadOptions {
    /** Reads after these resources exist. A preview does not read while one of them does not exist. */
    dependsOn?: pulumi.Input<pulumi.Input<pulumi.Resource>[]> | pulumi.Input<pulumi.Resource>;
}

/** The arguments. A JavaScript program may omit them; the error then names the missing argument. */
export function givenArguments<Arguments extends object>(args: Arguments | null | undefined): Arguments {
    return args ?? ({} as Arguments);
}

/**
 * Runs a function like the SDK's own invokes: with `pulumi.runtime.setMocks` it calls `mocks.call`, otherwise it runs
 * with the settings of the options.
 *
 * @param others - the names of its other options
 * @throws InvalidArgumentError - an option is unknown
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
        throw new Error("`opts.provider` and `opts.connection` cannot both be given: each of them has all settings");
    }
    const ofProvider = await known(settingsOf(provider ?? handedDown(token, connection, parent)));
    return call(settingSources(connection ?? ofProvider, ofProvider !== undefined));
}

/**
 * The Output form: waits for arguments and dependencies. The result is unknown while an argument is unknown, or while a
 * resource on which an argument depends does not exist.
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
    // secret keys do not make the result secret, as with the SDK's own invokes
    const settings = pulumi.unsecret(pulumi.output(settingsOf(provider ?? handedDown(token, connection, parent))));
    const result: pulumi.Output<unknown> = pulumi
        .all([given, idsBehind(given), idsOf(dependsOn), settings])
        .apply(([plainArgs]) => call(plainArgs, readOptions));
    return result as pulumi.Output<Result>;
}

/** Otherwise a misspelt `provider` is ignored, and the stack's credentials are used. */
function refuseUnknown(options: object, others: readonly string[]): void {
    const known = [...OPTIONS, ...others];
    const unknown = Object.keys(options).find((name) => !known.includes(name) && !IGNORED_OPTIONS.includes(name));
    if (unknown !== undefined) {
        throw core().InvalidArgumentError.unknown(`opts.${unknown}`, known, "option");
    }
}

/** The Provider that the parent passes to its children, if the options name no other. */
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

/** The ids of the dependencies: unknown while one of these resources does not exist. */
function idsOf(dependsOn: ReadOutputOptions["dependsOn"]): pulumi.Output<unknown> {
    return pulumi.output(dependsOn as pulumi.Input<pulumi.Resource[]>).apply((resources: unknown) => {
        const given = [resources ?? []].flat();
        if (!given.every((one) => pulumi.Resource.isInstance(one))) {
            throw new Error("`opts.dependsOn` must be a resource or a list of resources");
        }
        return idsIn(given);
    });
}

/** The same for the resources on which an Output depends. */
function idsBehind(output: pulumi.Output<unknown>): pulumi.Output<unknown> {
    const inner = output as unknown as { allResources?: () => Promise<Iterable<pulumi.Resource>> };
    return pulumi.output((inner.allResources?.() ?? Promise.resolve([])).then((resources) => idsIn([...resources])));
}

async function idsIn(resources: readonly pulumi.Resource[]): Promise<pulumi.Output<unknown[]>> {
    const all = await Promise.all(resources.map(customResourcesIn));
    return pulumi.all(all.flat().map(({ id }) => id));
}

/** For a component: the resources in it, as in the SDK's own `dependsOn`. */
async function customResourcesIn(resource: pulumi.Resource): Promise<pulumi.CustomResource[]> {
    if (pulumi.CustomResource.isInstance(resource)) {
        return [resource];
    }
    const component = resource as unknown as {
        __data?: Promise<unknown>;
        __childResources?: Iterable<pulumi.Resource>;
    };
    await component.__data; // before that, the component may still get children
    const children = await Promise.all([...(component.__childResources ?? [])].map(customResourcesIn));
    return children.flat();
}

/** The value of an Output for the plain form of a function, whose settings must be known. */
async function known<T>(output: pulumi.Output<T> | undefined): Promise<T | undefined> {
    if (output === undefined) {
        return undefined;
    }
    const inner = output as unknown as { isKnown: Promise<boolean>; promise(): Promise<T> };
    if (!(await inner.isKnown)) {
        throw new Error("the provider's settings are unknown in this preview: use the …Output form of the function");
    }
    return inner.promise();
}

function isMocked(): boolean {
    // by its members, not by its class, because the program may have another copy of the SDK
    return pulumi.runtime.hasMonitor() && "mocks" in (pulumi.runtime.getMonitor() as object);
}
