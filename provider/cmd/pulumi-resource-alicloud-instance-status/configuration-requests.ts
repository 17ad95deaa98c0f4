import proto from "@pulumi/pulumi/proto/provider_pb";
import { isDeepStrictEqual } from "node:util";
import { SECRET_SETTINGS } from "../../ecs/check-settings";
import type { SettingSources } from "../../ecs/connection-settings";
import { checkConfiguration, isKnown, parse } from "./configuration";
import { diffResponse } from "./diff-response";
import { toCheckFailures } from "./failures";
import { fromStruct, plain, secretNames, toStruct, withSecrets } from "./properties";

/** What is wrong with the inputs of a provider, and the inputs with their secrets marked. */
export function answerCheckConfig(request: proto.CheckRequest, env: SettingSources["env"]): proto.CheckResponse {
    const news = fromStruct(request.getNews());
    const marked = secretNames(news);
    const response = new proto.CheckResponse();
    // also for languages whose SDK does not know that they are secret
    response.setInputs(toStruct(withSecrets(news, SECRET_SETTINGS)));
    response.setFailuresList(
        toCheckFailures(
            checkConfiguration(plain(news), env),
            (name) =>
                news[name] !== undefined &&
                (marked.has(name) || SECRET_SETTINGS.has(name) || mayBeKey(name) || mayHoldKey(name, news[name])),
        ),
    );
    return response;
}

/** Whether it could be a key whose name is misspelt. */
function mayBeKey(name: string): boolean {
    return !isKnown(name) && /key|secret|token|pass|uri|role|credential/i.test(name);
}

/** An address may have a password or a token in it. */
function mayHoldKey(name: string, value: unknown): boolean {
    return name === "endpoint" && (typeof value !== "string" || /[@?#]/.test(value));
}

/** Another region, endpoint or key is a change of the provider, and replaces nothing. */
export function answerDiffConfig(request: proto.DiffRequest): proto.DiffResponse {
    const olds = parse(plain(fromStruct(request.getOlds())));
    const news = parse(plain(fromStruct(request.getNews())));
    const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const diffs = names.filter((name) => !isDeepStrictEqual(olds[name], news[name]));
    return diffResponse(diffs, diffs.length > 0, news);
}
