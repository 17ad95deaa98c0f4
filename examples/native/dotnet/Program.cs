using System.Collections.Generic;
using Pulumi;
using Pulumi.AlicloudInstanceStatus;

return await Deployment.RunAsync(() =>
{
    var instanceIds = new Pulumi.Config().RequireObject<string[]>("instanceIds");

    // Done when all of them are Running. When they do not get there, the deployment fails here.
    var running = new InstanceStatusGate("running", new InstanceStatusGateArgs
    {
        InstanceIds = instanceIds,
        Timeout = "5m",
    });

    // region InstanceStatuses
    // Stands for whatever needs the instances: it starts when the gate is done. It records what ECS says of them.
    var recorded = new InstanceStatuses("recorded", new InstanceStatusesArgs
    {
        InstanceIds = instanceIds,
    }, new CustomResourceOptions { DependsOn = { running } });
    // endregion

    // region getInstanceStatuses
    // Asks once, in preview too, and never waits.
    var now = GetInstanceStatuses.Invoke(new GetInstanceStatusesInvokeArgs
    {
        InstanceIds = instanceIds,
    });
    // endregion

    // region getInstanceStatus
    // Asks of one instance. One that ECS does not list is absent: that is no error.
    var first = GetInstanceStatus.Invoke(new GetInstanceStatusInvokeArgs
    {
        InstanceId = instanceIds[0],
    });
    // endregion

    return new Dictionary<string, object?>
    {
        ["waitedMs"] = running.ElapsedMs,
        ["recordedStatuses"] = recorded.StatusById,
        ["statusesNow"] = now.Apply(result => result.StatusById),
        ["firstIsAbsent"] = first.Apply(result => result.Absent),
    };
});
