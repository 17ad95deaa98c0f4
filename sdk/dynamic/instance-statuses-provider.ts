import { randomBytes } from "node:crypto";
import { checkStatuses, createStatuses, planStatuses, refreshStatuses } from "../../provider";
import { type CheckAnswer, checkAnswer } from "./check-answer";
import { withContext } from "./with-context";

type Properties = Record<string, unknown>;

/** The data source in state as a dynamic provider: what its trampoline calls. It takes state of every earlier release. */
export const instanceStatuses = {
    check: (olds: Properties, news: Properties): Promise<CheckAnswer> =>
        withContext(news, (context) => checkAnswer(checkStatuses(olds, news, context))),

    diff: (_id: string, olds: Properties, news: Properties): Promise<{ changes: boolean }> =>
        withContext(news, async (context) => ({ changes: (await planStatuses(olds, news, context)).changes })),

    create: (inputs: Properties): Promise<{ id: string; outs: Properties }> =>
        withContext(inputs, async (context) => ({
            id: `instance-statuses-${randomBytes(4).toString("hex")}`,
            outs: await createStatuses(inputs, context),
        })),

    update: (_id: string, _olds: Properties, news: Properties): Promise<{ outs: Properties }> =>
        withContext(news, async (context) => ({ outs: await createStatuses(news, context) })),

    read: (id: string, props: Properties): Promise<{ id: string; props: Properties }> =>
        withContext(props, async (context) => ({ id, props: await refreshStatuses(props, context) })),
};
