import { health, healthRefusals } from "../agreement/health";
import { parameters } from "../agreement/parameters";
import { refusals } from "../agreement/refusals";
import { rowsAndFigures } from "../agreement/rows-and-figures";
import { selectorRefusals, selectors } from "../agreement/selectors";
import { tokens } from "../agreement/tokens";
import type { Driver } from "./driver";
import { meetingOf, type Meeting } from "./meeting";
import { SET_UP_TIMEOUT_MS } from "../../support/set-up-timeout";
import type { Stranger } from "./stranger";

/** What a client has to find at the emulator that it would find at ECS. */
export type Agreement = (stranger: Stranger, meeting: Meeting) => void;

export const ALL_AGREEMENTS: readonly Agreement[] = [
    rowsAndFigures,
    parameters,
    refusals,
    tokens,
    health,
    healthRefusals,
    selectors,
    selectorRefusals,
];

/** Tests a client in a driver of its own. */
export function describeStranger(stranger: Stranger, agreements: readonly Agreement[] = ALL_AGREEMENTS): void {
    describe(`${stranger.name} at the emulator`, function () {
        let driver: Driver | undefined;
        before(async function () {
            this.timeout(SET_UP_TIMEOUT_MS);
            driver = await stranger.start();
        });
        after(() => driver?.stop());
        const meeting = meetingOf(stranger, () => driver!);
        for (const agreement of agreements) {
            agreement(stranger, meeting);
        }
    });
}
