import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { AlicloudEcsApi } from "../../provider/ecs/alicloud-ecs-api";
import type { SettingSources } from "../../provider/ecs/connection-settings";
import { EcsEmulator, type EcsEmulatorOptions } from "../../sdk/testing";

/** What the cloud SDK could look at when it looks for credentials: nothing of it may lead away from this machine. */
const GUARDS: Record<string, string | undefined> = {
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
    ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true",
    ALIBABA_CLOUD_CREDENTIALS_URI: "http://127.0.0.1:9/",
    ALIBABA_CLOUD_CREDENTIALS_FILE: "/nonexistent/credentials",
    ALIBABA_CLOUD_ROLE_ARN: undefined,
    ALIBABA_CLOUD_OIDC_PROVIDER_ARN: undefined,
    ALIBABA_CLOUD_OIDC_TOKEN_FILE: undefined,
    ALIBABA_CLOUD_ECS_METADATA: undefined,
    ALIBABA_CLOUD_PROFILE: undefined,
};

/** One request as it came to the emulator. */
export interface RawRequest {
    readonly method: string | undefined;
    readonly url: string | undefined;
    readonly headers: IncomingMessage["headers"];
}

/** An emulator, and what can be seen on the wire in front of it. */
export class Wire {
    readonly requests: RawRequest[] = [];
    readonly sockets = new Set<Socket>();
    readonly #port: number;

    constructor(readonly ecs: EcsEmulator) {
        this.#port = Number(ecs.endpoint.split(":")[1]);
    }

    readonly onRequest = (message: unknown): void => {
        const { request } = message as { request: IncomingMessage };
        if (request.socket.localPort === this.#port) {
            const { method, url, headers } = request;
            this.requests.push({ method, url, headers });
            this.sockets.add(request.socket);
        }
    };

    /** How many connections that requests came by are still open, as the emulator sees it. */
    get openSockets(): number {
        return [...this.sockets].filter((socket) => !socket.destroyed).length;
    }

    /** The sources of a connection to the emulator, as whoever it lets in. */
    get sources(): SettingSources {
        return { env: this.ecs.env };
    }

    /** The adapter itself: one attempt a call. */
    api({
        secretKey,
        attemptTimeoutMs = 5_000,
    }: { secretKey?: string; attemptTimeoutMs?: number } = {}): AlicloudEcsApi {
        const { env, endpoint } = this.ecs;
        const credentials = {
            accessKeyId: env["ALICLOUD_ACCESS_KEY"] ?? "",
            accessKeySecret: secretKey ?? env["ALICLOUD_SECRET_KEY"] ?? "",
            securityToken: env["ALICLOUD_SECURITY_TOKEN"] || undefined,
        };
        return new AlicloudEcsApi({
            regionId: env["ALICLOUD_REGION"] ?? "",
            endpoint,
            protocol: "http",
            credentials: { identity: "test", origin: "test", credentials: () => Promise.resolve(credentials) },
            attemptTimeoutMs,
        });
    }
}

/** Runs a test against an emulator of its own, with nothing but it in reach. */
export function onWire(options: EcsEmulatorOptions, test: (wire: Wire) => Promise<void>): () => Promise<void> {
    return async () => {
        const giveBack = setVariables(GUARDS);
        const ecs = await EcsEmulator.start(options);
        const wire = new Wire(ecs);
        subscribe("http.server.request.start", wire.onRequest);
        try {
            await test(wire);
        } finally {
            unsubscribe("http.server.request.start", wire.onRequest);
            await ecs.close();
            giveBack();
        }
    };
}

/** Sets variables of this process's environment, or unsets those that are undefined; returns what puts all back. */
export function setVariables(variables: Record<string, string | undefined>): () => void {
    const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
    for (const [name, value] of Object.entries(variables)) {
        if (value === undefined) {
            Reflect.deleteProperty(process.env, name);
        } else {
            process.env[name] = value;
        }
    }
    return () => void setVariables(before);
}

/** Waits until something is so that sockets bring about. On a busy machine that may take a while. */
export async function until(condition: () => boolean): Promise<void> {
    for (const end = process.hrtime.bigint() + 60_000_000_000n; !condition();) {
        if (process.hrtime.bigint() > end) {
            throw new Error(`it did not come about: ${condition.toString()}`);
        }
        await new Promise(setImmediate);
    }
}
