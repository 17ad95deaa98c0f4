/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call,
   @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/require-await,
   @typescript-eslint/no-require-imports */

/**
 * Exactly what ends up in the state of every gate, as text, for years: so it captures nothing, refers to nothing but the
 * published path `./provider`, and is the same in every release. Never change it (a test pins its text). `delete` and
 * `configure` need no package, so that a gate can be destroyed after the package was uninstalled.
 */
export const instanceStatusGateTrampoline = {
    check: (olds: any, news: any) =>
        require("pulumi-alicloud-instance-status/provider").instanceStatusGate.check(olds, news),
    diff: (id: any, olds: any, news: any) =>
        require("pulumi-alicloud-instance-status/provider").instanceStatusGate.diff(id, olds, news),
    create: (inputs: any) => require("pulumi-alicloud-instance-status/provider").instanceStatusGate.create(inputs),
    read: (id: any, props: any) =>
        require("pulumi-alicloud-instance-status/provider").instanceStatusGate.read(id, props),
    update: (id: any, olds: any, news: any) =>
        require("pulumi-alicloud-instance-status/provider").instanceStatusGate.update(id, olds, news),
    delete: async () => {},
    configure: async (req: any) => {
        (globalThis as any)["pulumi-alicloud-instance-status.config"] = req.config;
    },
};
