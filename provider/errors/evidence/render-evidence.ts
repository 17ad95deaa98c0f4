import { formatDuration } from "../../domain/duration";
import { ABSENT, describeSeen } from "../../domain/instance-status";
import { describeSelector } from "../../domain/selector";
import { describeTargets } from "../../domain/verdict";
import { describeFound } from "../../domain/wait-conditions";
import { lackOf, membersOf, type ObservationSummary, type WaitEvidence } from "./wait-evidence";

/** More instances than this are grouped by status instead of one per line. */
const MAX_LINES = 8;
/** At most this many ids are named; the others are counted. `observations` of the error has all of them. */
const MAX_NAMED = 100;

/** The lines below the headline of an error: wanted, last, before, trouble, asked. */
export function renderEvidence(evidence: WaitEvidence): string[] {
    const { polls, requestIds } = evidence;
    const members = membersOf(evidence);
    const open = members.filter(({ reached }) => !reached);
    const lines = [
        row("wanted", describeWish(evidence)),
        ...rows("members", describeMembers(evidence)),
        ...rows("last", open.length <= MAX_LINES ? open.map(describeObservation) : describeGroups(open)),
    ];
    const before =
        open.length <= MAX_LINES ? open.filter(({ history }) => history.length > 1).map(describeHistory) : [];
    lines.push(...rows("before", before));
    lines.push(...rows("events", describeEvents(members)));
    lines.push(...rows("trouble", describeTroubles(evidence)));
    const where = evidence.regionId === undefined ? "" : ` in ${evidence.regionId}`;
    const lastRequest = requestIds.at(-1);
    lines.push(
        row(
            "asked",
            `${polls === 1 ? "once" : `${polls} times`}${where}${lastRequest ? `, last request ${lastRequest}` : ""}`,
        ),
    );
    return lines;
}

function describeWish(evidence: WaitEvidence): string {
    const { minReached, stableForMs, selected, observations } = evidence;
    const howLong = stableForMs ? ` for ${formatDuration(stableForMs)} without a break` : "";
    const wish = `${describeTargets(evidence)}${howLong}: `;
    const total = membersOf(evidence).length;
    if (selected !== undefined) {
        const { minReachedPercent } = selected;
        const count = minReached === total ? "all" : `${minReached}`;
        const howMany = minReachedPercent === undefined ? count : `${minReachedPercent} %`;
        return `${wish}${howMany} of at least ${selected.minInstanceCount} with ${describeSelector(selected.selector)}`;
    }
    const howMany =
        minReached < total
            ? `${minReached} of ${total}`
            : total === 1
              ? "the one instance"
              : `all ${observations.length}`;
    return `${wish}${howMany}`;
}

/** How many instances the selector finds, and which came and went during the wait. */
function describeMembers(evidence: WaitEvidence): string[] {
    const { selected, observations } = evidence;
    if (selected?.found === undefined) {
        return [];
    }
    const firstAt = Math.min(...observations.map(({ history }) => history[0]?.at ?? Infinity));
    const joined = observations.filter(({ history }) => (history[0]?.at ?? firstAt) > firstAt);
    const changes = [
        ...joined.map(({ instanceId, history }) => ({ at: history[0]?.at ?? 0, text: `${instanceId} joined` })),
        ...observations
            .filter(({ left }) => left === true)
            .map(({ instanceId, history }) => ({ at: history.at(-1)?.at ?? 0, text: `${instanceId} left` })),
    ].sort((one, other) => one.at - other.at);
    const shown = changes.slice(-MAX_LINES).map(({ at, text }) => `${text} after ${formatDuration(at)}`);
    const earlier = changes.length > shown.length ? [`earlier changes: ${changes.length - shown.length}`] : [];
    return [`${selected.found} of at least ${selected.minInstanceCount}`, ...earlier, ...shown];
}

/** "1 of 3 instances is not Running" */
export function describeShortfall(evidence: WaitEvidence): string {
    const { targetStatuses, stableForMs, selected } = evidence;
    const members = membersOf(evidence);
    if (selected !== undefined && lackOf(evidence) > 0) {
        const { found, minInstanceCount, selector } = selected;
        if (found === undefined) {
            return `no listing of the instances with ${describeSelector(selector)} was answered`;
        }
        const howMany = found === 0 ? "no instance" : `only ${describeFound(found, minInstanceCount)}`;
        return `${howMany} found with ${describeSelector(selector)}`;
    }
    const open = members.filter(({ reached }) => !reached);
    const targets = describeTargets(evidence);
    if (open.length === 0) {
        return `the instances were not seen ${targets} all at the same time`;
    }
    const [only] = open;
    const instances =
        members.length === 1 && only !== undefined ? only.instanceId : `${open.length} of ${members.length} instances`;
    const isOne = open.length === 1;
    return stableForMs && open.every(({ status }) => targetStatuses.includes(status ?? ABSENT))
        ? `${instances} ${isOne ? "has" : "have"} not been ${targets} for ${formatDuration(stableForMs)}`
        : `${instances} ${isOne ? "is" : "are"} not ${targets}`;
}

/** One line of an error: a label and its message. */
function row(label: string, text: string): string {
    return `  ${label.padEnd(8)} ${text}`;
}

/** Lines of an error: the label stands before the first one. */
export function rows(label: string, texts: readonly string[]): string[] {
    return texts.map((text, index) => row(index === 0 ? label : "", text));
}

/** Events say why an instance stops, or that it is going to. */
function describeEvents(members: readonly ObservationSummary[]): string[] {
    const events = members.flatMap(({ instanceId, events = [] }) => events.map((event) => ({ instanceId, ...event })));
    const lines = events.slice(0, MAX_LINES).map(({ instanceId, type, notBefore, reason }) => {
        const when = notBefore === undefined ? "" : `, not before ${notBefore}`;
        return `${instanceId} ${type}${when}${reason === undefined || reason === "" ? "" : `: ${reason}`}`;
    });
    return events.length > lines.length ? [...lines, `${events.length - lines.length} more`] : lines;
}

function describeObservation({ instanceId, status, health, forMs, timesSeen }: ObservationSummary): string {
    if (timesSeen === 0) {
        return `${instanceId} never seen: no request for it was answered`;
    }
    return `${instanceId} ${describeSeen({ status, health })} for ${formatDuration(forMs)} (seen ${timesSeen}×)`;
}

function describeHistory({ instanceId, history }: ObservationSummary): string {
    const changes = history.slice(0, -1).map(describeSeen);
    const shown = changes.length > 6 ? ["…", ...changes.slice(-6)] : changes;
    return `${instanceId} ${shown.join(" → ")}`;
}

function describeGroups(open: readonly ObservationSummary[]): string[] {
    const groups = new Map<string, string[]>();
    for (const one of open) {
        const { instanceId, timesSeen } = one;
        const word = timesSeen === 0 ? "never seen" : describeSeen(one);
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
