import proto from "@pulumi/pulumi/proto/provider_pb";
import type { SettingSources } from "../../ecs/connection-settings";
import { checkConfiguration, SECRETS } from "./configuration";
import { diffResponse } from "./diff-response";
import { propertyOf, toCheckFailures } from "./failures";
import { masking } from "./masking";
import { fromStruct, plain, toStruct, withSecrets } from "./properties";

/** What is wrong with the inputs of a provider, and the inputs with their secrets marked. */
export function answerCheckConfig(request: proto.CheckRequest, env: SettingSources["env"]): proto.CheckResponse {
    const news = fromStruct(request.getNews());
    const mask = masking(news);
    const failures = checkConfiguration(plain(news), env).map(({ argument, message }) => ({
        property: propertyOf(argument),
        reason: mask(message),
    }));
    const response = new proto.CheckResponse();
    // also for languages whose SDK does not know that they are secret
    response.setInputs(toStruct(withSecrets(news, SECRETS)));
    response.setFailuresList(toCheckFailures(failures));
    return response;
}

/** Another region, endpoint or key is a change of the provider, and replaces nothing. */
export function answerDiffConfig(request: proto.DiffRequest): proto.DiffResponse {
    const olds = plain(fromStruct(request.getOlds()));
    const news = plain(fromStruct(request.getNews()));
    const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const diffs = names.filter((name) => JSON.stringify(olds[name]) !== JSON.stringify(news[name]));
    return diffResponse(diffs, diffs.length > 0, news);
}
