import { AlicloudEcsApi } from "./alicloud-ecs-api";
import type { EcsApi } from "./ecs-api";
import type { Connection } from "./resolve-connection";

const apis = new Map<string, EcsApi>();

/** The one client of this process for a connection: its sockets and its credentials are shared by all who ask. */
export function ecsApiOf(connection: Connection): EcsApi {
    const key = connectionKey(connection);
    let api = apis.get(key);
    if (api === undefined) {
        api = new AlicloudEcsApi(connection);
        apis.set(key, api);
    }
    return api;
}

/** The same for two connections that ask the same place as the same identity; holds no secret. */
export function connectionKey(connection: Connection): string {
    const { credentials, regionId, endpoint = "", protocol } = connection;
    return [credentials.identity, regionId, protocol, endpoint].join(" ");
}
