import type { Contender } from "./contender";
import { crudePoller, knowingPoller } from "./shared-pollers";
import { naiveLoop, utilWaiter } from "./single-loops";
import { thisPackage } from "./this-package";

export const CONTENDERS = {
    "this package": thisPackage,
    "crude shared 2 s poller": crudePoller,
    "naive loop, 5 s": naiveLoop,
    "util-waiter 5/5": utilWaiter(5, 5),
    "util-waiter 2/120": utilWaiter(2, 120),
    "shared poller that knows the boot times": knowingPoller,
} satisfies Record<string, Contender>;

export type ContenderName = keyof typeof CONTENDERS;

export const CONTENDER_NAMES = Object.keys(CONTENDERS) as ContenderName[];
