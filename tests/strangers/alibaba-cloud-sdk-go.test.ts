import { health } from "./agreement/health";
import { rowsAndFigures } from "./agreement/rows-and-figures";
import { selectors } from "./agreement/selectors";
import { describeStranger } from "./support/describe-stranger";
import { startGoClients } from "./support/go-clients";

const CLIENT = {
    task: "alibaba-cloud-sdk-go",
    signature: "HMAC-SHA1",
    method: "POST",
    start: startGoClients,
} as const;

describeStranger({
    ...CLIENT,
    name: "Go's alibaba-cloud-sdk-go, in JSON as it does by default,",
    // said only if the string that the emulator echoes is the one that the client signed
    wrongSecret: { recommend: /^InvalidAccessKeySecret/ },
});

// its types can be read from XML as well, its errors cannot
describeStranger({ ...CLIENT, name: "Go's alibaba-cloud-sdk-go, in XML,", choices: { format: "XML" } }, [
    rowsAndFigures,
    health,
    selectors,
]);
