using System.Collections.Generic;
using Pulumi;
using Pulumi.AlicloudInstanceStatus;

return await Deployment.RunAsync(() =>
{
    var instanceIds = new Pulumi.Config().RequireObject<string[]>("instanceIds");

    // Created when all instances are Running. If they do not reach that status, the deployment fails here.
    var running = new InstanceStatusGate("running", new InstanceStatusGateArgs
    {
        InstanceIds = instanceIds,
        Timeout = "5m",
    });

    // region InstanceStatuses
    // An example of a dependent: it is created after the gate. It records the statuses of the instances.
    var recorded = new InstanceStatuses("recorded", new InstanceStatusesArgs
    {
        InstanceIds = instanceIds,
    }, new CustomResourceOptions { DependsOn = { running } });
    // endregion

    // region getInstanceStatuses
    // Reads once, also in preview, and never waits.
    var now = GetInstanceStatuses.Invoke(new GetInstanceStatusesInvokeArgs
    {
        InstanceIds = instanceIds,
    });
    // endregion

    // region getInstanceStatus
    // Reads one instance. An instance that ECS does not list is absent, which is not an error.
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
