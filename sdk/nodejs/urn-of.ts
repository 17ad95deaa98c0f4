import * as pulumi from "@pulumi/pulumi";

/**
 * The URN that a resource will have. As an Output it would depend on the parent, and the SDK takes a dependency on a
 * component for one on all of its children: a child that depends on this resource would then wait for itself.
 */
export function urnOf(name: string, type: string, opts: pulumi.CustomResourceOptions | undefined): Promise<string> {
    return (pulumi.createUrn(name, type, opts?.parent) as unknown as { promise(): Promise<string> }).promise();
}
