import { isDeepStrictEqual } from "node:util";
import { hasUnknown } from "../arguments/has-unknown";
import { firstFew } from "../domain/first-few";
import type { StatusReading } from "../ecs/read-statuses";
import { statusResult } from "../functions/status-result";
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
        (name) => !isDeepStrictEqual(olds[name] ?? undefined, news[name] ?? undefined), // null means not given
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
    const outcome = await read("plan", requestOf(news), context, (reading) => changed(olds, reading).length > 0);
    if (outcome.reading === undefined) {
        if (outcome.isNews) {
            context.log.warn(
                `cannot tell whether statuses have changed, so an update reads again: ${outcome.error.message}`,
            );
        }
        return { changes: true, diffs: ["statuses"] };
    }
    const diffs = changed(olds, outcome.reading);
    if (diffs.length > 0) {
        context.log.info(`ECS reports something else than recorded: ${changeOf(olds, outcome.reading)}`);
    }
    return { changes: diffs.length > 0, diffs };
}

function changeOf(olds: Properties, reading: StatusReading): string {
    const before = new Map(Object.entries(textByName(olds["statusById"])));
    const after = new Map(Object.entries(statusResult(reading).statusById));
    const changes = [...new Set([...before.keys(), ...after.keys()])]
        .filter((id) => before.get(id) !== after.get(id))
        .map((id) => `${id} is ${after.get(id) ?? "absent"}, recorded as ${before.get(id) ?? "absent"}`);
    return changes.length === 0 ? "their order or number" : firstFew(changes).join("; ");
}

/** The names of the outputs that differ from what is recorded. */
function changed(olds: Properties, reading: StatusReading): string[] {
    return Object.entries(statusResult(reading))
        .filter(([name, value]) => !isDeepStrictEqual(olds[name], value))
        .map(([name]) => name);
}
