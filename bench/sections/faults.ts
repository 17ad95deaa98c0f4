import type { Fault } from "../../sdk/testing";
import type { Laboratory } from "../processes/laboratory";
import { milliseconds, type Section } from "../report/section";
import { mean, median } from "../shared/statistics";
import type { Sizes } from "../sizes";

const INSTANCE_ID = "i-benchfault";
const BOOT_MS = 1_500;
const POLL_INTERVAL = "200ms";
/** The fault is armed earlier than the change by this: on a busy machine, it might otherwise miss the request. */
const ARMED_BEFORE_MS = 50;
const FAULTS: readonly (Fault | undefined)[] = [
    undefined,
    { kind: "reset" },
    { kind: "hang" },
    { kind: "drip" },
    { kind: "unavailable503" },
    { kind: "html502" },
    { kind: "truncated" },
    { kind: "throttled", retryAfterMs: 2_000 },
    { kind: "errorIn200" },
];

/** Each fault comes at the worst moment: at the request that would see the instance Running. */
export async function faults(laboratory: Laboratory, { faultRepeats }: Sizes): Promise<Section> {
    const { emulators } = laboratory;
    const runs = await Promise.all(
        FAULTS.flatMap((fault) => Array.from({ length: faultRepeats }, () => fault)).map(async (fault) => {
            const script: [string, string?][] = [["Pending", `${BOOT_MS}ms`], ["Running"]];
            const { number, env } = await emulators.start([{ instanceId: INSTANCE_ID, script }]);
            if (fault !== undefined) {
                await emulators.faultAfter(number, fault, BOOT_MS - ARMED_BEFORE_MS);
            }
            return { fault, number, env };
        }),
    );
    const outcomes = Object.values(
        await laboratory.run("faults", {
            envs: runs.map(({ env }) => env),
            instanceId: INSTANCE_ID,
            pollInterval: POLL_INTERVAL,
        }),
    );
    const measured = await Promise.all(
        runs.map(async ({ fault, number }, index) => {
            const { at, firstAskedAt, faults: happened } = await emulators.requests(number);
            await emulators.close(number);
            const outcome = outcomes[index] as (typeof outcomes)[number];
            if (happened.length !== Number(fault !== undefined)) {
                throw new Error(`${happened.length} faults instead of ${Number(fault !== undefined)}`);
            }
            const lagMs = (outcome as { endedAt: number }).endedAt - ((firstAskedAt[INSTANCE_ID] as number) + BOOT_MS);
            return { fault, requests: at.length, lagMs, error: (outcome as { error?: string }).error };
        }),
    );
    const clean = mean(measured.filter(({ fault }) => fault === undefined).map(({ lagMs }) => lagMs));
    const survivors = measured.filter(({ error }) => error === undefined).length;
    const rows = FAULTS.map((fault) => {
        const own = measured.filter((one) => one.fault === fault);
        const errors = own.flatMap(({ error }) => error ?? []);
        const lag = median(own.map(({ lagMs }) => lagMs));
        return [
            fault === undefined ? "none" : fault.kind === "throttled" ? "throttled, retry after 2 s" : fault.kind,
            errors.length === 0 ? "yes" : `no: ${errors.join(", ")}`,
            milliseconds(lag),
            fault === undefined ? "" : milliseconds(lag - clean),
        ];
    });
    return {
        title: "Faults on real sockets",
        how:
            `One wait for each, ${faultRepeats} times, all at once, poll interval 200 ms; the fault hits the first request from ` +
            "50 ms before the change to Running on. Lag is from the change to the answer; the extra delay is the difference to the " +
            "lag without a fault (median; one attempt may take 10 s).",
        tables: [{ header: ["fault", "survived", "lag", "extra delay"], rows }],
        verdicts: [
            {
                measure: "faults on real sockets, once each in mid-wait",
                target: "all survived",
                measured: `${survivors} of ${measured.length}`,
                reached: survivors === measured.length,
            },
        ],
    };
}
