/** The lines below the headline that all errors of a wait have in common, for the worlds of tests/support/wait-evidence.ts. */
export const BELOW_ONE = [
    "  wanted   Running: the one instance",
    "  last     i-1 Starting for 31s (seen 12×)",
    "  before   i-1 Pending",
    "  asked    61 times, last request request-2",
];

export const BELOW_THREE = [
    "  wanted   Running: all 3",
    "  last     i-2 Stopped for 31s (seen 12×)",
    "           i-3 absent for 10m0s (seen 61×)",
    "  before   i-2 absent → Pending → Running",
    "  trouble  2× Throttling.User: Request was denied due to request throttling.",
    "           1× ECONNRESET: the connection was closed before the whole answer had come",
    "           throttled for 42s of 10m0s",
    "  asked    61 times, last request request-2",
];

export const BELOW_FORTY = [
    "  wanted   Running: 36 of 40",
    "  last     15 Starting: i-11, i-12, i-13, i-14, i-15, i-16, i-17, i-18, i-19, i-20, i-21, i-22, i-23, i-24, i-25",
    "           14 Stopped: i-26, i-27, i-28, i-29, i-30, i-31, i-32, i-33, i-34, i-35, i-36, i-37, i-38, i-39",
    "           1 absent: i-40",
    "  asked    once",
];
