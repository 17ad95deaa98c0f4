import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";

/** What a service that hands out temporary credentials was asked. */
export interface ServiceRequest {
    readonly host: string;
    readonly method: string;
    readonly path: string;
    readonly headers: http.IncomingHttpHeaders;
    readonly body: string;
}

/** The body of the answer: a value to send as JSON, or a string to send unchanged. */
export interface ServiceAnswer {
    readonly status?: number;
    readonly body: unknown;
}

/** A service on loopback that hands out temporary credentials, or says whatever a test wants it to. */
export class CredentialService {
    readonly requests: ServiceRequest[] = [];
    answer: (request: ServiceRequest, number: number) => ServiceAnswer | Promise<ServiceAnswer>;
    readonly #server: http.Server;

    static async start(answer: CredentialService["answer"]): Promise<CredentialService> {
        const service = new CredentialService(answer);
        await new Promise<void>((resolve) => service.#server.listen(0, "127.0.0.1", resolve));
        return service;
    }

    private constructor(answer: CredentialService["answer"]) {
        this.answer = answer;
        this.#server = http.createServer((request, response) => {
            let body = "";
            request.setEncoding("utf8").on("data", (piece: string) => (body += piece));
            request.on("end", () => {
                const { url = "", method = "", headers } = request;
                const asked = { host: headers.host ?? "", method, path: url, headers, body };
                this.requests.push(asked);
                void Promise.resolve(this.answer(asked, this.requests.length)).then(({ status = 200, body: text }) => {
                    response.writeHead(status, { "content-type": "application/json", connection: "close" });
                    response.end(typeof text === "string" ? text : JSON.stringify(text));
                });
            });
        });
    }

    get port(): number {
        return (this.#server.address() as AddressInfo).port;
    }

    /** Leads every request of this process that leaves the machine, whatever its host, to this service instead. */
    takeOver(): () => void {
        const { request: httpRequest } = http;
        const { request: httpsRequest } = https;
        const here = (options: http.RequestOptions): http.ClientRequest =>
            httpRequest({
                ...options,
                host: "127.0.0.1",
                port: this.port,
                agent: undefined,
                headers: { ...(options.headers as http.OutgoingHttpHeaders), host: String(options.host) },
            });
        https.request = here as typeof https.request;
        http.request = ((options: http.RequestOptions) =>
            options.host === "127.0.0.1" ? httpRequest(options) : here(options)) as typeof http.request;
        return () => {
            http.request = httpRequest;
            https.request = httpsRequest;
        };
    }

    async close(): Promise<void> {
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }
}

/** Temporary credentials that end so many seconds from now, made up. */
export function session(name: string, seconds = 3_600): Record<string, string> {
    return {
        AccessKeyId: `STS.${name}-key`,
        AccessKeySecret: `${name}-secret`,
        SecurityToken: `${name}-token`,
        Expiration: new Date(Date.now() + seconds * 1_000).toISOString().replace(/\.\d+Z/, "Z"),
        Code: "Success",
    };
}
