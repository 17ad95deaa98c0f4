import type { ServerResponse } from "node:http";

import { checkCredentials, checkOptions, type EcsEmulatorOptions, type EmulatorCredentials } from "./emulator-options";
import { emulatorEnvironment } from "./environment";
import { deliver, hasStatusLine } from "./faults/deliver";
import type { Fault } from "./faults/fault";
import { FaultQueue } from "./faults/fault-queue";
import { FAULTS } from "./faults/fault-table";
import { faultyAnswer } from "./faults/faulty-answer";
import {
    checkReleaseOptions,
    checkStatus,
    type EmulatedInstance,
    type ReleaseOptions,
} from "./instances/emulated-instance";
import { Timeline } from "./instances/timeline";
import { sendFailure } from "./server/answer";
import type { ApiCall } from "./server/api-call";
import { EcsService, newRequestId } from "./server/ecs-service";
import { LoopbackServer } from "./server/loopback-server";
import { pause } from "./server/pause";
import { msToNextMinute } from "./server/quota";
import { openRecord, type OpenRecord, type RecordedRequest } from "./server/recorded-request";

const DEFAULT_CREDENTIALS = { accessKey: "emulator-access-key", secretKey: "emulator-secret-key" };

/**
 * ECS's DescribeInstanceStatus on a port of this machine: signatures, paging, errors and throttling as the real one,
 * instances that change as a script says, and faults on request.
 *
 * Plain HTTP, on 127.0.0.1 only.
 *
 * @example
 * ```ts
 * import { EcsEmulator } from "pulumi-alicloud-instance-status/testing";
 *
 * const ecs = await EcsEmulator.start({ instances: [{ instanceId: "i-web", script: [["Starting", "2s"], ["Running"]] }] });
 * Object.assign(process.env, ecs.env);
 * // … run what you test …
 * await ecs.close();
 * ```
 */
export class EcsEmulator {
    readonly #server = new LoopbackServer(
        (call, response) => this.#handle(call, response),
        (error, response) => void this.#fail(error, response),
    );
    readonly #faults = new FaultQueue();
    readonly #service: EcsService;
    readonly #options: EcsEmulatorOptions;
    readonly #requests: RecordedRequest[] = [];
    readonly #now: () => number;
    readonly #regionId: string;
    #port = 0;
    #closing: Promise<void> | undefined;
    #failure: { readonly error: unknown } | undefined;

    private constructor(options: EcsEmulatorOptions) {
        checkOptions(options);
        const {
            accessKey = DEFAULT_CREDENTIALS.accessKey,
            secretKey = DEFAULT_CREDENTIALS.secretKey,
            securityToken,
        } = options;
        this.#options = options;
        this.#now = options.now ?? (() => Date.now());
        this.#regionId = options.regionId ?? "cn-hangzhou";
        this.#service = new EcsService(options, this.#regionId, { accessKey, secretKey, securityToken });
        for (const instance of options.instances ?? []) {
            this.add(instance);
        }
    }

    /**
     * Starts an emulator and waits until it listens.
     *
     * @throws TypeError before anything listens, when an option cannot be meant or two instances have the same id; a key
     * is not shown in it
     * @throws Error of Node, with its `code`, when the port cannot be listened on, such as `EADDRINUSE`
     */
    static async start(options: EcsEmulatorOptions = {}): Promise<EcsEmulator> {
        const emulator = new EcsEmulator(options);
        emulator.#port = await emulator.#server.listen(options.port ?? 0);
        return emulator;
    }

    /** `127.0.0.1:port`, as clients want it: without a scheme. */
    get endpoint(): string {
        return `127.0.0.1:${this.#port}`;
    }

    /**
     * Environment variables that point every client at this emulator, and that keep it from looking for credentials
     * anywhere else and from asking a proxy for this machine. For `process.env`, for a child process, or for a stack of the
     * Automation API.
     */
    get env(): Record<string, string> {
        return emulatorEnvironment(this.endpoint, this.#regionId, this.#service.authenticator.credentials);
    }

    /** Every request so far, in order of arrival; one that a fault took is in it too. */
    get requests(): readonly RecordedRequest[] {
        return this.#requests;
    }

    /**
     * Adds an instance. One with the same id is replaced, whatever region or zone it was in, and its script begins anew:
     * an id is that of one instance, as everywhere in ECS.
     *
     * @throws TypeError when a member cannot be meant
     */
    add(instance: EmulatedInstance): void {
        this.#service.registry.add(instance);
    }

    /**
     * From now on the instance has this status, whatever its script says. `"Absent"` hides it.
     *
     * @throws Error when there is no such instance
     * @throws TypeError when the status is no text, or empty
     */
    set(instanceId: string, status: string): void {
        checkStatus(status);
        this.#service.registry.require(instanceId).timeline = new Timeline({ status });
    }

    /**
     * Releases the instance: from now on it is not listed, or from a little later on.
     *
     * @example `ecs.release("i-web", { listedFor: "2s" })`
     * @throws Error when there is no such instance
     * @throws TypeError when an option cannot be meant
     */
    release(instanceId: string, options: ReleaseOptions = {}): void {
        checkReleaseOptions(options);
        this.#service.registry.release(instanceId, options, this.#now());
    }

    /**
     * Makes one or more of the next requests fail. Faults queue up, first come, first served.
     *
     * @throws TypeError when a member cannot be meant, such as an `httpStatus` that HTTP does not have
     */
    fault(fault: Fault): void {
        this.#faults.add(fault, this.#now());
    }

    /** Forgets all faults that have not happened yet. */
    clearFaults(): void {
        this.#faults.clear();
    }

    /**
     * From now on only this key is let in, as after a rotation; `env` and later clients get it, older ones are refused.
     *
     * @throws TypeError when a key is empty or cannot be sent; it is not shown
     */
    setCredentials(credentials: EmulatorCredentials): void {
        checkCredentials(credentials);
        this.#service.authenticator.credentials = credentials;
    }

    /**
     * Closes the port, and every connection, also those that hang. Calling it again has no effect.
     *
     * @throws the first error of `onRequest`, or of answering a request, after everything is closed
     */
    close(): Promise<void> {
        this.#closing ??= this.#server.close().then(() => {
            if (this.#failure !== undefined) {
                throw this.#failure.error;
            }
        });
        return this.#closing;
    }

    async #handle(call: ApiCall, response: ServerResponse): Promise<void> {
        const record = openRecord(call, newRequestId(), this.#now());
        this.#requests.push(record);
        try {
            await this.#answer(call, record, response);
        } catch (error) {
            record.httpStatus = this.#fail(error, response) ?? record.httpStatus;
        }
        await this.#report(record);
    }

    async #answer(call: ApiCall, record: OpenRecord, response: ServerResponse): Promise<void> {
        const { latencyMs = 0, retryAfterHeader = false } = this.#options;
        const { at: now, requestId } = record;
        // also when a fault follows: the request has arrived, so it uses up its nonce and starts scripts
        const right = this.#service.answer(call, requestId, now);
        const fault = this.#faults.take(record, now);
        record.fault = fault?.kind;
        const retryAfterMs = retryAfterHeader ? msToNextMinute(now) : undefined;
        const answer = fault === undefined ? right : faultyAnswer(fault, { call, requestId, right, retryAfterMs });
        const { socket } = response.req;
        await pause(socket, latencyMs);
        if (fault !== undefined && FAULTS[fault.kind].isDelayed === true) {
            await pause(socket, fault.delayMs ?? 0);
        }
        if (socket.destroyed) {
            return;
        }
        deliver(response, answer, fault);
        if (hasStatusLine(fault)) {
            record.httpStatus = answer.httpStatus;
            record.code = answer.code;
        }
    }

    /** Calls `onRequest`. Its errors must not affect the answer; the test gets them from `close()`. */
    async #report(record: RecordedRequest): Promise<void> {
        try {
            // an async function has the type too; what it throws is an error like any other
            const result: unknown = this.#options.onRequest?.(record);
            await result;
        } catch (error) {
            this.#failure ??= { error };
        }
    }

    #fail(error: unknown, response: ServerResponse): number | undefined {
        this.#failure ??= { error };
        return sendFailure(response, error);
    }
}
