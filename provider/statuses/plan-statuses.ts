import { isDeepStrictEqual } from "node:util";
import { hasUnknown } from "../arguments/has-unknown";
import { firstFew } from "../domain/first-few";
import { selectorKey } from "../domain/selector";
import { describeSeen } from "../domain/instance-status";
import type { StatusReading } from "../ecs/read-statuses";
import { type StatusResult, statusResult } from "../functions/status-result";
import { readBriefly } from "../resource/brief-read";
import type { Properties, ResourceContext, ResourcePlan } from "../resource/resource-context";
import { textByName } from "../resource/recorded-values";
import { requestOf, STATUSES_ARGUMENTS } from "./statuses";

/** Decides on every preview and every up whether what is recorded is still what ECS says. */
export async function planStatuses(
    olds: Properties,
    news: Properties,
    context: ResourceContext,
): Promise<ResourcePlan> {
    try {
        return await plan(olds, news, context);
    } catch (error) {
        // a state that cannot be read must not break a preview
        context.log.warn(`cannot tell whether statuses have changed, so an update reads again: ${String(error)}`);
        return { changes: true, diffs: ["statuses"] };
    }
}

async function plan(olds: Properties, news: Properties, context: ResourceContext): Promise<ResourcePlan> {
    if (hasUnknown(news, context.isUnknown)) {
        return { changes: true, diffs: [] };
    }
    const changedArguments = [...STATUSES_ARGUMENTS, "__endpoint"].filter(
        (name) => !isDeepStrictEqual(meaningOf(olds, name), meaningOf(news, name)),
    );
    if (changedArguments.length > 0) {
        if (changedArguments.includes("__endpoint")) {
            // the engine does not show properties with such names
            context.log.info("the endpoint has changed: an update reads again");
        }
        return { changes: true, diffs: changedArguments };
    }
    const { changedInRead = [], read = readBriefly } = context;
    if (changedInRead.length > 0) {
        return { changes: true, diffs: changedInRead };
    }
    const request = requestOf(news);
    const resultOf = (reading: StatusReading): StatusResult => statusResult(reading, request);
    const outcome = await read("plan", request, context, (reading) => changed(olds, resultOf(reading)).length > 0);
    if (outcome.reading === undefined) {
        if (outcome.isNews) {
            context.log.warn(
                `cannot tell whether statuses have changed, so an update reads again: ${outcome.error.message}`,
            );
        }
        return { changes: true, diffs: ["statuses"] };
    }
    const result = resultOf(outcome.reading);
    const diffs = changed(olds, result);
    if (diffs.length > 0) {
        context.log.info(`ECS reports something else than recorded: ${changeOf(olds, result)}`);
    }
    return { changes: diffs.length > 0, diffs };
}

/** null means not given, and selectors may be written in several ways. */
function meaningOf(properties: Properties, name: string): unknown {
    const value = properties[name] ?? undefined;
    return name === "selector" && typeof value === "object" ? selectorKey(value) : value;
}

function changeOf(olds: Properties, { statusById, healthById }: StatusResult): string {
    const before = seenIn(textByName(olds["statusById"]), textByName(olds["healthById"]));
    const after = seenIn(statusById, healthById);
    const changes = [...new Set([...before.keys(), ...after.keys()])]
        .filter((id) => before.get(id) !== after.get(id))
        .map((id) => `${id} is ${after.get(id) ?? "absent"}, recorded as ${before.get(id) ?? "absent"}`);
    return changes.length === 0 ? "their order or number" : firstFew(changes).join("; ");
}

/** What was seen of each instance, in words. */
function seenIn(statusById: Record<string, string>, healthById: Record<string, string> = {}): Map<string, string> {
    const healths = new Map(Object.entries(healthById));
    return new Map(
        Object.entries(statusById).map(([id, status]) => [id, describeSeen({ status, health: healths.get(id) })]),
    );
}

/** The names of the outputs that differ from what is recorded. */
function changed(olds: Properties, result: StatusResult): string[] {
    return Object.entries(result)
        .filter(([name, value]) => !isDeepStrictEqual(olds[name], value))
        .map(([name]) => name);
}
