import { createNativeWorld, nativeProgram } from "./native-world";
import { tellOfSelectors } from "./selector-story";

const FORM = "const Gate = NativeGate, Statuses = NativeStatuses;";

tellOfSelectors({
    name: "native",
    program: (text) => nativeProgram(FORM + text),
    create: (text) => createNativeWorld(text),
    looks: 2,
});
