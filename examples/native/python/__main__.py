import pulumi
import pulumi_alicloud_instance_status as status

instance_ids = pulumi.Config().require_object("instanceIds")

# Created when all instances are Running. If they do not reach that status, the deployment fails here.
running = status.InstanceStatusGate("running", instance_ids=instance_ids, timeout="5m")

# region InstanceStatuses
# An example of a dependent: it is created after the gate. It records the statuses of the instances.
recorded = status.InstanceStatuses(
    "recorded",
    instance_ids=instance_ids,
    opts=pulumi.ResourceOptions(depends_on=[running]),
)
# endregion

# region getInstanceStatuses
# Reads once, also in preview, and never waits.
now = status.get_instance_statuses_output(instance_ids=instance_ids)
# endregion

# region getInstanceStatus
# Reads one instance. An instance that ECS does not list is absent, which is not an error.
first = status.get_instance_status_output(instance_id=instance_ids[0])
# endregion

pulumi.export("waitedMs", running.elapsed_ms)
pulumi.export("recordedStatuses", recorded.status_by_id)
pulumi.export("statusesNow", now.status_by_id)
pulumi.export("firstIsAbsent", first.absent)
