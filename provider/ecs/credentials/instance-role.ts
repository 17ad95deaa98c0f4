import { withTimeLimit } from "../../time/with-time-limit";
import type { HttpAnswer, HttpRequest } from "../transport/transport";
import type { CredentialSource, FetchOptions } from "./credential-source";
import { NoSessionError, unavailable } from "./credentials-error";
import { temporaryCredentials } from "./temporary-credentials";

/** The metadata service is one hop away: where it does not answer at once, it is not there. */
const TIMEOUT_MS = 1_000;
const METADATA = "http://100.100.100.200/latest";
const TOKEN_LIFE_SECONDS = "21600";

/** Credentials of the RAM role of the ECS instance that this runs on. */
export function instanceRole(roleName: string, { transport, env }: FetchOptions): CredentialSource {
    const origin = `the instance role ${roleName}`;
    const url = new URL(`${METADATA}/meta-data/ram/security-credentials/${encodeURIComponent(roleName)}`);
    const isSet = (variable: string): boolean => env[variable]?.toLowerCase() === "true";
    const ask = (request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> =>
        withTimeLimit(TIMEOUT_MS, signal, (limit) => transport.send(request, limit));

    return temporaryCredentials(["ecs", roleName], origin, async (signal) => {
        if (isSet("ALIBABA_CLOUD_ECS_METADATA_DISABLED")) {
            throw unavailable(origin, {
                kind: "credentials",
                reason: "the metadata service is switched off (ALIBABA_CLOUD_ECS_METADATA_DISABLED)",
                hint: "unset ALIBABA_CLOUD_ECS_METADATA_DISABLED, or name another source of credentials",
            });
        }
        const mayAskWithoutToken = !isSet("ALIBABA_CLOUD_IMDSV1_DISABLED");
        const token = await metadataToken((request) => ask(request, signal)).catch((error: unknown) => {
            if (mayAskWithoutToken) {
                return undefined; // only the first version of the metadata service is there
            }
            throw error;
        });
        const headers: Record<string, string> = token === undefined ? {} : { "x-aliyun-ecs-metadata-token": token };
        const answer = await ask({ method: "GET", url, headers }, signal);
        return answer.status === 200 || token === undefined || !mayAskWithoutToken
            ? answer
            : ask({ method: "GET", url }, signal);
    });
}

/**
 * The token of the second version of the metadata service.
 *
 * @throws NoSessionError
 */
async function metadataToken(ask: (request: HttpRequest) => Promise<HttpAnswer>): Promise<string> {
    const headers = { "x-aliyun-ecs-metadata-token-ttl-seconds": TOKEN_LIFE_SECONDS };
    const answer = await ask({ method: "PUT", url: new URL(`${METADATA}/api/token`), headers });
    if (answer.status !== 200) {
        throw new NoSessionError(answer);
    }
    return answer.text;
}
