import { VERSION } from "../../provider/version";

/**
 * The facts about the package in the schema, and its names in each language. The Go module path is a placeholder, because
 * the repository has no public address yet.
 */
export const PACKAGE = {
    name: "alicloud-instance-status",
    displayName: "Alibaba Cloud ECS Instance Status",
    version: VERSION,
    description: "Reads the status of Alibaba Cloud ECS instances, and holds a deployment back until they are Running.",
    keywords: ["pulumi", "alicloud", "ecs", "instance-status", "wait", "category/infrastructure", "kind/native"],
    license: "Apache-2.0",
    publisher: "pulumi-alicloud-instance-status",
    meta: { supportPack: true },
    language: {
        nodejs: {
            // The package without `-native` is the dynamic form, which needs no plugin.
            packageName: "pulumi-alicloud-instance-status-native",
            packageDescription:
                "Read the status of Alibaba Cloud ECS instances in Pulumi, and hold a deployment back until they are Running: the native provider.",
            respectSchemaVersion: true,
        },
        python: {
            packageName: "pulumi_alicloud_instance_status",
            pyproject: { enabled: true },
            respectSchemaVersion: true,
        },
        go: {
            importBasePath: "example.com/pulumi-alicloud-instance-status/sdk/go/alicloudinstancestatus",
            rootPackageName: "alicloudinstancestatus",
            generateResourceContainerTypes: true,
            respectSchemaVersion: true,
        },
        csharp: {
            namespaces: { "alicloud-instance-status": "AlicloudInstanceStatus" },
            respectSchemaVersion: true,
        },
        java: {
            packages: { "alicloud-instance-status": "alicloudinstancestatus" },
            // The imports of the generated sources.
            dependencies: { "com.pulumi:pulumi": "1.16.0", "com.google.code.findbugs:jsr305": "3.0.2" },
        },
    },
} as const;
