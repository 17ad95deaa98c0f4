import { tellOfSelectors } from "./selector-story";
import { program, World } from "./world";

const FORM = "const Gate = InstanceStatusGate, Statuses = status.InstanceStatuses;";

tellOfSelectors({
    name: "dynamic",
    program: (text) => program(FORM + text),
    create: (text) => World.create(text),
    looks: 1,
});
