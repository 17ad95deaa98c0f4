import { withTimeLimit } from "../../time/with-time-limit";
import { type HttpAnswer, type HttpRequest, sendRequest } from "../transport/send-request";
import type { CredentialSource } from "./credential-source";
import { NoSessionError, unavailable } from "./credentials-error";
import { temporaryCredentials } from "./temporary-credentials";

/** The metadata service is one hop away: where it does not answer at once, it is not there. */
const TIMEOUT_MS = 1_000;
const METADATA = "http://100.100.100.200/latest";
const TOKEN_LIFE_SECONDS = "21600";

/** Credentials of the RAM role of the ECS instance that this runs on. */
export function instanceRole(roleName: string): CredentialSource {
    const origin = `the instance role ${roleName}`;
    const url = new URL(`${METADATA}/meta-data/ram/security-credentials/${encodeURIComponent(roleName)}`);
    return temporaryCredentials(["ecs", roleName], origin, async (signal) => {
        if (isSet("ALIBABA_CLOUD_ECS_METADATA_DISABLED")) {
            throw unavailable(origin, {
                kind: "credentials",
                reason: "the metadata service is switched off (ALIBABA_CLOUD_ECS_METADATA_DISABLED)",
                hint: "unset ALIBABA_CLOUD_ECS_METADATA_DISABLED, or name another source of credentials",
            });
        }
        const token = await metadataToken(signal);
        const withToken = await ask(
            { method: "GET", url, headers: token === undefined ? {} : { "x-aliyun-ecs-metadata-token": token } },
            signal,
        );
        return withToken.status === 200 || token === undefined || !mayAskWithoutToken()
            ? withToken
            : ask({ method: "GET", url }, signal);
    });
}

/** The token of the second version of the metadata service; undefined where only the first version is there. */
async function metadataToken(signal: AbortSignal): Promise<string | undefined> {
    try {
        const headers = { "x-aliyun-ecs-metadata-token-ttl-seconds": TOKEN_LIFE_SECONDS };
        const answer = await ask({ method: "PUT", url: new URL(`${METADATA}/api/token`), headers }, signal);
        if (answer.status !== 200) {
            throw new NoSessionError(answer);
        }
        return answer.text;
    } catch (error) {
        if (mayAskWithoutToken()) {
            return undefined;
        }
        throw error;
    }
}

function mayAskWithoutToken(): boolean {
    return !isSet("ALIBABA_CLOUD_IMDSV1_DISABLED");
}

function isSet(variable: string): boolean {
    return process.env[variable]?.toLowerCase() === "true";
}

function ask(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    return withTimeLimit(TIMEOUT_MS, signal, (limit) => sendRequest(request, limit));
}
