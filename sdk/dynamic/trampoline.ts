/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call,
   @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/require-await,
   @typescript-eslint/no-require-imports */

/*
 * The state of every resource contains this code as text, for years. So the code captures nothing, refers only to the
 * published path `./provider`, and is the same in every release. Never change it (a test pins its text). `delete` and
 * `configure` need no package, so that a resource can be destroyed after the package is uninstalled.
 */

// prettier-ignore
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

// prettier-ignore
export const instanceStatusesTrampoline = {
    check: (olds: any, news: any) =>
        require("pulumi-alicloud-instance-status/provider").instanceStatuses.check(olds, news),
    diff: (id: any, olds: any, news: any) =>
        require("pulumi-alicloud-instance-status/provider").instanceStatuses.diff(id, olds, news),
    create: (inputs: any) => require("pulumi-alicloud-instance-status/provider").instanceStatuses.create(inputs),
    read: (id: any, props: any) =>
        require("pulumi-alicloud-instance-status/provider").instanceStatuses.read(id, props),
    update: (id: any, olds: any, news: any) =>
        require("pulumi-alicloud-instance-status/provider").instanceStatuses.update(id, olds, news),
    delete: async () => {},
    configure: async (req: any) => {
        (globalThis as any)["pulumi-alicloud-instance-status.config"] = req.config;
    },
};
