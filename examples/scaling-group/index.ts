import * as alicloud from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";
import { InstanceStatusGate } from "pulumi-alicloud-instance-status";

const config = new pulumi.Config();
const size = 3;
// a tag of your own: the group gives it to its instances, and the gate selects by it
const tags = { fleet: `web-${pulumi.getStack()}` };

const group = new alicloud.ess.ScalingGroup("web", {
    minSize: size,
    maxSize: 6,
    vswitchIds: [config.require("vswitchId")],
});

const configuration = new alicloud.ess.ScalingConfiguration("web", {
    scalingGroupId: group.id,
    imageId: config.require("imageId"),
    instanceType: "ecs.g7.large",
    securityGroupId: config.require("securityGroupId"),
    tags,
    active: true,
    enable: true, // the group launches its instances from here on, and Pulumi does not wait for them
    forceDelete: true,
});

const running = new InstanceStatusGate(
    "web",
    {
        selector: { tags },
        minInstanceCount: size,
        targetHealth: ["Ok"], // the operating systems run; leave this out if powered on is enough
    },
    { dependsOn: configuration },
);

const deploy = new alicloud.ecs.Command("deploy", {
    type: "RunShellScript",
    commandContent: Buffer.from("systemctl start web").toString("base64"),
});

// starts after the gate, on each instance of the group
new alicloud.ecs.EcsInvocation("deploy", { commandId: deploy.id, instanceIds: running.instanceIds });

export const instanceIds = running.instanceIds;
