import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AlicloudEcsApi } from "../../provider/ecs/alicloud-ecs-api";

/** A server on loopback that answers as a test says, byte by byte where it wants. */
export class RawServer {
    readonly #server: Server;

    static async start(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<RawServer> {
        const server = createServer(answer);
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return new RawServer(server);
    }

    private constructor(server: Server) {
        this.#server = server;
    }

    get endpoint(): string {
        return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    }

    /** The client of ECS, asking this server. */
    api(): AlicloudEcsApi {
        const key = { accessKeyId: "made-up-key", accessKeySecret: "made-up-secret", securityToken: "made-up-token" };
        const credentials = { identity: "test", origin: "test", credentials: () => Promise.resolve(key) };
        return new AlicloudEcsApi({ regionId: "cn-hangzhou", endpoint: this.endpoint, protocol: "http", credentials });
    }

    async close(): Promise<void> {
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }
}
