package quickstart;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.alicloudinstancestatus.AlicloudinstancestatusFunctions;
import com.pulumi.alicloudinstancestatus.InstanceStatusGate;
import com.pulumi.alicloudinstancestatus.InstanceStatusGateArgs;
import com.pulumi.alicloudinstancestatus.InstanceStatuses;
import com.pulumi.alicloudinstancestatus.InstanceStatusesArgs;
import com.pulumi.alicloudinstancestatus.inputs.GetInstanceStatusArgs;
import com.pulumi.alicloudinstancestatus.inputs.GetInstanceStatusesArgs;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::quickstart);
    }

    private static void quickstart(Context ctx) {
        var instanceIds = List.of(ctx.config().requireObject("instanceIds", String[].class));

        // Created when all instances are Running. If they do not reach that status, the deployment fails here.
        var running = new InstanceStatusGate("running", InstanceStatusGateArgs.builder()
            .instanceIds(instanceIds)
            .timeout("5m")
            .build());

        // region InstanceStatuses
        // An example of a dependent: it is created after the gate. It records the statuses of the instances.
        var recorded = new InstanceStatuses("recorded", InstanceStatusesArgs.builder()
            .instanceIds(instanceIds)
            .build(), CustomResourceOptions.builder().dependsOn(running).build());
        // endregion

        // region getInstanceStatuses
        // Reads once, also in preview, and never waits.
        var now = AlicloudinstancestatusFunctions.getInstanceStatuses(GetInstanceStatusesArgs.builder()
            .instanceIds(instanceIds)
            .build());
        // endregion

        // region getInstanceStatus
        // Reads one instance. An instance that ECS does not list is absent, which is not an error.
        var first = AlicloudinstancestatusFunctions.getInstanceStatus(GetInstanceStatusArgs.builder()
            .instanceId(instanceIds.get(0))
            .build());
        // endregion

        ctx.export("waitedMs", running.elapsedMs());
        ctx.export("recordedStatuses", recorded.statusById());
        ctx.export("statusesNow", now.applyValue(result -> result.statusById()));
        ctx.export("firstIsAbsent", first.applyValue(result -> result.absent()));
    }
}
