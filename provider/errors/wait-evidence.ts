import { formatDuration } from "../domain/duration";
import { ABSENT, describeStatus, type ObservedStatus } from "../domain/instance-status";
import type { StatusChange } from "../domain/observations";
import { describeTargets } from "../domain/verdict";

/** The observation of one instance at the end of a wait. */
export interface ObservationSummary {
    readonly instanceId: string;
    /** The last status, as ECS wrote it; `undefined` when it was absent or never seen. */
    readonly status: ObservedStatus;
    /** Whether it counted as reached at the end. */
    readonly reached: boolean;
    /** How long it had had this status at the end of the wait, in milliseconds. */
    readonly forMs: number;
    /** The number of consecutive rounds with this status; 0: never seen. */
    readonly timesSeen: number;
    /** All changes, in order. */
    readonly history: readonly StatusChange[];
}

/** A fault during the wait, and how often it happened. */
export interface Trouble {
    readonly code: string;
    readonly message: string;
    readonly count: number;
}

/** What a wait saw: for its result, its progress and its error. */
export interface WaitEvidence {
    /** The call of ECS that the wait made. Its permission and its quota have the same name. Default: `DescribeInstanceStatus`. */
    readonly action?: string | undefined;
    readonly targetStatuses: readonly string[];
    readonly minReached: number;
    /** How long the target had to hold, in milliseconds. Default: 0. */
    readonly stableForMs?: number | undefined;
    readonly observations: readonly ObservationSummary[];
    readonly elapsedMs: number;
    /** The number of rounds. */
    readonly polls: number;
    /** How long ECS throttled, in milliseconds. */
    readonly throttledMs: number;
    readonly troubles: readonly Trouble[];
    /** The latest request ids, at most 10. Alibaba Cloud's support asks for them. */
    readonly requestIds: readonly string[];
}

/** More instances than this are grouped by status instead of one per line. */
const MAX_LINES = 8;
/** At most this many ids are named; the others are counted. `observations` of the error has all of them. */
const MAX_NAMED = 100;

/** The lines below the headline of an error: wanted, last, before, trouble, asked. */
export function renderEvidence(evidence: WaitEvidence): string[] {
    const { observations, polls, requestIds } = evidence;
    const open = observations.filter(({ reached }) => !reached);
    const lines = [
        row("wanted", describeWish(evidence)),
        ...rows("last", open.length <= MAX_LINES ? open.map(describeObservation) : describeGroups(open)),
    ];
    const before =
        open.length <= MAX_LINES ? open.filter(({ history }) => history.length > 1).map(describeHistory) : [];
    lines.push(...rows("before", before));
    lines.push(...rows("trouble", describeTroubles(evidence)));
    const lastRequest = requestIds.at(-1);
    lines.push(
        row("asked", `${polls === 1 ? "once" : `${polls} times`}${lastRequest ? `, last request ${lastRequest}` : ""}`),
    );
    return lines;
}

function describeWish({ targetStatuses, minReached, stableForMs, observations }: WaitEvidence): string {
    const total = observations.length;
    const howMany =
        minReached < total ? `${minReached} of ${total}` : total === 1 ? "the one instance" : `all ${total}`;
    const howLong = stableForMs ? ` for ${formatDuration(stableForMs)} without a break` : "";
    return `${describeTargets(targetStatuses)}${howLong}: ${howMany}`;
}

/** "1 of 3 instances is not Running" */
export function describeShortfall({ targetStatuses, stableForMs, observations }: WaitEvidence): string {
    const open = observations.filter(({ reached }) => !reached);
    const targets = describeTargets(targetStatuses);
    if (open.length === 0) {
        return `the instances were not seen ${targets} all at the same time`;
    }
    const [only] = open;
    const instances =
        observations.length === 1 && only !== undefined
            ? only.instanceId
            : `${open.length} of ${observations.length} instances`;
    const isOne = open.length === 1;
    return stableForMs && open.every(({ status }) => targetStatuses.includes(status ?? ABSENT))
        ? `${instances} ${isOne ? "has" : "have"} not been ${targets} for ${formatDuration(stableForMs)}`
        : `${instances} ${isOne ? "is" : "are"} not ${targets}`;
}

/** One line of an error: a label and its message. */
export function row(label: string, text: string): string {
    return `  ${label.padEnd(8)} ${text}`;
}

function rows(label: string, texts: readonly string[]): string[] {
    return texts.map((text, index) => row(index === 0 ? label : "", text));
}

function describeObservation({ instanceId, status, forMs, timesSeen }: ObservationSummary): string {
    if (timesSeen === 0) {
        return `${instanceId} never seen: no request for it was answered`;
    }
    return `${instanceId} ${describeStatus(status)} for ${formatDuration(forMs)} (seen ${timesSeen}×)`;
}

function describeHistory({ instanceId, history }: ObservationSummary): string {
    const changes = history.slice(0, -1).map(({ status }) => describeStatus(status));
    const shown = changes.length > 6 ? ["…", ...changes.slice(-6)] : changes;
    return `${instanceId} ${shown.join(" → ")}`;
}

function describeGroups(open: readonly ObservationSummary[]): string[] {
    const groups = new Map<string, string[]>();
    for (const { instanceId, status, timesSeen } of open) {
        const word = timesSeen === 0 ? "never seen" : describeStatus(status);
        const group = groups.get(word);
        if (group === undefined) {
            groups.set(word, [instanceId]);
        } else {
            group.push(instanceId);
        }
    }
    let left = MAX_NAMED;
    return [...groups].map(([word, ids]) => {
        const named = ids.slice(0, left);
        left -= named.length;
        return `${ids.length} ${word}: ${named.join(", ")}${named.length < ids.length ? ` and ${ids.length - named.length} more` : ""}`;
    });
}

function describeTroubles({ troubles, throttledMs, elapsedMs }: WaitEvidence): string[] {
    const lines = troubles.map(({ code, message, count }) => `${count}× ${code}: ${message}`);
    if (throttledMs > 0) {
        lines.push(`throttled for ${formatDuration(throttledMs)} of ${formatDuration(elapsedMs)}`);
    }
    return lines;
}
