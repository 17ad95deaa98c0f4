import * as pulumi from "@pulumi/pulumi";

/**
 * The URN that a resource is going to have. An Output would depend on the parent, and for the SDK a dependency on a
 * component is one on all of its children: a child that depends on this resource would then wait for itself.
 */
export function urnOf(name: string, type: string, opts: pulumi.CustomResourceOptions | undefined): Promise<string> {
    return (pulumi.createUrn(name, type, opts?.parent) as unknown as { promise(): Promise<string> }).promise();
}
