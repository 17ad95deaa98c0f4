import * as pulumi from "@pulumi/pulumi";

/** An example of a dependent. It only records when it was created. */
export class Application extends pulumi.dynamic.Resource {
    declare readonly startedAt: pulumi.Output<string>;

    constructor(name: string, args: { on: pulumi.Input<string[]> }, opts?: pulumi.CustomResourceOptions) {
        const started = () => Promise.resolve({ id: "application", outs: { startedAt: new Date().toISOString() } });
        super({ create: started }, name, { startedAt: undefined, ...args }, opts, "quickstart", "Application");
    }
}
