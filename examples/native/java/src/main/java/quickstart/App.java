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

        // Done when all of them are Running. When they do not get there, the deployment fails here.
        var running = new InstanceStatusGate("running", InstanceStatusGateArgs.builder()
            .instanceIds(instanceIds)
            .timeout("5m")
            .build());

        // region InstanceStatuses
        // Stands for whatever needs the instances: it starts when the gate is done. It records what ECS says of them.
        var recorded = new InstanceStatuses("recorded", InstanceStatusesArgs.builder()
            .instanceIds(instanceIds)
            .build(), CustomResourceOptions.builder().dependsOn(running).build());
        // endregion

        // region getInstanceStatuses
        // Asks once, in preview too, and never waits.
        var now = AlicloudinstancestatusFunctions.getInstanceStatuses(GetInstanceStatusesArgs.builder()
            .instanceIds(instanceIds)
            .build());
        // endregion

        // region getInstanceStatus
        // Asks of one instance. One that ECS does not list is absent: that is no error.
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
