import type { Contender } from "./contender";
import { crudePoller, naiveLoop, utilWaiter } from "./others";
import { thisPackage } from "./this-package";

export const CONTENDERS = {
    "this package": thisPackage,
    "crude shared 2 s poller": crudePoller(0),
    "the same with an 18 s hold": crudePoller(18_000),
    "naive loop, 5 s": naiveLoop,
    "util-waiter 5/5": utilWaiter(5, 5),
    "util-waiter 2/120": utilWaiter(2, 120),
} satisfies Record<string, Contender>;

export type ContenderName = keyof typeof CONTENDERS;

export const CONTENDER_NAMES = Object.keys(CONTENDERS) as ContenderName[];
