import pulumi
import pulumi_alicloud_instance_status as status

instance_ids = pulumi.Config().require_object("instanceIds")

# Done when all of them are Running. When they do not get there, the deployment fails here.
running = status.InstanceStatusGate("running", instance_ids=instance_ids, timeout="5m")

# region InstanceStatuses
# Stands for whatever needs the instances: it starts when the gate is done. It records what ECS says of them.
recorded = status.InstanceStatuses(
    "recorded",
    instance_ids=instance_ids,
    opts=pulumi.ResourceOptions(depends_on=[running]),
)
# endregion

# region getInstanceStatuses
# Asks once, in preview too, and never waits.
now = status.get_instance_statuses_output(instance_ids=instance_ids)
# endregion

# region getInstanceStatus
# Asks of one instance. One that ECS does not list is absent: that is no error.
first = status.get_instance_status_output(instance_id=instance_ids[0])
# endregion

pulumi.export("waitedMs", running.elapsed_ms)
pulumi.export("recordedStatuses", recorded.status_by_id)
pulumi.export("statusesNow", now.status_by_id)
pulumi.export("firstIsAbsent", first.absent)
