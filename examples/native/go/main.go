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

	// Done when all of them are Running. When they do not get there, the deployment fails here.
	running, err := status.NewInstanceStatusGate(ctx, "running", &status.InstanceStatusGateArgs{
		InstanceIds: pulumi.ToStringArray(instanceIds),
		Timeout:     pulumi.String("5m"),
	})
	if err != nil {
		return err
	}

	// region InstanceStatuses
	// Stands for whatever needs the instances: it starts when the gate is done. It records what ECS says of them.
	recorded, err := status.NewInstanceStatuses(ctx, "recorded", &status.InstanceStatusesArgs{
		InstanceIds: pulumi.ToStringArray(instanceIds),
	}, pulumi.DependsOn([]pulumi.Resource{running}))
	if err != nil {
		return err
	}
	// endregion

	// region getInstanceStatuses
	// Asks once, in preview too, and never waits.
	now, err := status.LookupInstanceStatuses(ctx, &status.LookupInstanceStatusesArgs{InstanceIds: instanceIds})
	if err != nil {
		return err
	}
	// endregion

	// region getInstanceStatus
	// Asks of one instance. One that ECS does not list is absent: that is no error.
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
