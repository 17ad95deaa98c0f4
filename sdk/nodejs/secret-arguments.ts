import * as pulumi from "@pulumi/pulumi";

/**
 * The names of the arguments that are secret, or have something secret in them. The handlers of a dynamic resource get
 * plain values, and no message may show these.
 *
 * @returns undefined if there are none, so that nothing is registered
 */
export async function secretArguments(args: object): Promise<string[] | undefined> {
    const flags = await Promise.all(
        Object.entries(args).map(async ([name, value]) => ({
            name,
            isSecret: await pulumi.isSecret(pulumi.output(value as unknown)),
        })),
    );
    const names = flags.filter(({ isSecret }) => isSecret).map(({ name }) => name);
    return names.length === 0 ? undefined : names;
}
