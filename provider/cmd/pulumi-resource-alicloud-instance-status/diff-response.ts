import proto from "@pulumi/pulumi/proto/provider_pb";
import type { Properties } from "./properties";

/**
 * The answer to a Diff: an update because of these properties, and never a replacement.
 *
 * @param news - the inputs: what is among them was changed by the program
 */
export function diffResponse(
    diffs: readonly string[],
    changes = diffs.length > 0,
    news: Properties = {},
): proto.DiffResponse {
    const { DiffResponse, PropertyDiff } = proto;
    const response = new DiffResponse();
    response.setChanges(changes ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
    response.setDiffsList([...diffs]);
    response.setHasdetaileddiff(diffs.length > 0);
    for (const name of diffs) {
        const diff = new PropertyDiff();
        diff.setKind(PropertyDiff.Kind.UPDATE);
        diff.setInputdiff(name in news);
        response.getDetaileddiffMap().set(name, diff);
    }
    return response;
}
