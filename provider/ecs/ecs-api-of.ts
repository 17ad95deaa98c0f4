import { AlicloudEcsApi } from "./alicloud-ecs-api";
import type { EcsApi } from "./ecs-api";
import type { Connection } from "./resolve-connection";

const apis = new Map<string, EcsApi>();

/** The client of a connection. There is one in a process, because its credentials are shared. */
export function ecsApiOf(connection: Connection): EcsApi {
    const key = connectionKey(connection);
    let api = apis.get(key);
    if (api === undefined) {
        api = new AlicloudEcsApi(connection);
        apis.set(key, api);
    }
    return api;
}

/** Equal for two connections with the same identity, region and endpoint; it holds no secret. */
export function connectionKey(connection: Connection): string {
    const { credentials, regionId, endpoint = "", protocol } = connection;
    return [credentials.identity, regionId, protocol, endpoint].join(" ");
}
