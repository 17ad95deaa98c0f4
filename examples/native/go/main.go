package main

import (
	status "example.com/pulumi-alicloud-instance-status/sdk/go/alicloudinstancestatus"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(quickstart)
}

func quickstart(ctx *pulumi.Context) error {
	var instanceIds []string
	config.New(ctx, "").RequireObject("instanceIds", &instanceIds)

	// Created when all instances are Running. If they do not reach that status, the deployment fails here.
	running, err := status.NewInstanceStatusGate(ctx, "running", &status.InstanceStatusGateArgs{
		InstanceIds: pulumi.ToStringArray(instanceIds),
		Timeout:     pulumi.String("5m"),
	})
	if err != nil {
		return err
	}

	// region InstanceStatuses
	// An example of a dependent: it is created after the gate. It records the statuses of the instances.
	recorded, err := status.NewInstanceStatuses(ctx, "recorded", &status.InstanceStatusesArgs{
		InstanceIds: pulumi.ToStringArray(instanceIds),
	}, pulumi.DependsOn([]pulumi.Resource{running}))
	if err != nil {
		return err
	}
	// endregion

	// region getInstanceStatuses
	// Reads once, also in preview, and never waits.
	now, err := status.LookupInstanceStatuses(ctx, &status.LookupInstanceStatusesArgs{InstanceIds: instanceIds})
	if err != nil {
		return err
	}
	// endregion

	// region getInstanceStatus
	// Reads one instance. An instance that ECS does not list is absent, which is not an error.
	first, err := status.GetInstanceStatus(ctx, &status.GetInstanceStatusArgs{InstanceId: instanceIds[0]})
	if err != nil {
		return err
	}
	// endregion

	ctx.Export("waitedMs", running.ElapsedMs)
	ctx.Export("recordedStatuses", recorded.StatusById)
	ctx.Export("statusesNow", pulumi.ToStringMap(now.StatusById))
	ctx.Export("firstIsAbsent", pulumi.Bool(first.Absent))
	return nil
}
