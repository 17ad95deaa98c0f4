import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

import type { ApiCall } from "./server/api-call";
import { EcsService, newRequestId } from "./server/ecs-service";
import { emulatorEnvironment } from "./environment";
import { checkCredentials, checkOptions, type EcsEmulatorOptions, type EmulatorCredentials } from "./emulator-options";
import { answerFailure, Failures } from "./server/failures";
import type { Fault } from "./faults/fault";
import type { Delivery } from "./faults/fault-deliveries";
import { FaultQueue } from "./faults/fault-queue";
import {
    checkReleaseOptions,
    checkStatus,
    type EmulatedInstance,
    type ReleaseOptions,
} from "./instances/emulated-instance";
import { LoopbackServer } from "./server/loopback-server";
import { chooseAnswer, isAnswered, sendAnswer } from "./faults/misbehave";
import { msToNextMinute } from "./server/quota";
import { recordOf, type OpenRecord } from "./server/record-of";
import type { RecordedRequest } from "./server/recorded-request";
import { Timeline } from "./instances/timeline";
import { Timers } from "./server/timers";

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
        (call, response, socket) => this.#handle(call, response, socket),
        (error, response) => void this.#fail(error, response),
    );
    readonly #failures = new Failures();
    readonly #timers = new Timers();
    readonly #faults = new FaultQueue();
    readonly #service: EcsService;
    readonly #options: EcsEmulatorOptions;
    readonly #requests: RecordedRequest[] = [];
    readonly #now: () => number;
    readonly #regionId: string;
    #port = 0;
    #closing: Promise<void> | undefined;

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
     * Ends it: closes every connection, also those that hang, and clears every timer. Once is enough, twice does no harm.
     *
     * @throws what an `onRequest` has thrown, or what else went wrong while a request was answered: the first of it, and
     * only after all is closed
     */
    close(): Promise<void> {
        this.#timers.clear();
        this.#closing ??= this.#server.close().then(() => this.#failures.throwIfAny());
        return this.#closing;
    }

    #handle(call: ApiCall, response: ServerResponse, socket: Socket): void {
        const now = this.#now();
        const requestId = newRequestId();
        const record = recordOf(call, requestId, now);
        this.#requests.push(record);
        const attempt = (action: () => void): void => {
            try {
                action();
            } catch (error) {
                record.httpStatus = this.#fail(error, response) ?? record.httpStatus;
                this.#tell(record);
            }
        };
        // whatever waits for a timer has left this call, so it is caught there once more
        const timers = {
            after: (delayMs: number, action: () => void) => this.#timers.after(delayMs, () => attempt(action)),
        };
        attempt(() => this.#answer(call, record, { response, socket, timers }));
    }

    #answer(call: ApiCall, record: OpenRecord, connection: Omit<Delivery, "fault" | "answer">): void {
        const { latencyMs = 0, retryAfterHeader = false } = this.#options;
        const { at: now, requestId } = record;
        // Asked for even when a fault is due: the request has arrived, so it uses up its nonce and starts scripts.
        const right = this.#service.answer(call, requestId, now);
        const fault = this.#faults.take(record, now);
        record.fault = fault?.kind;
        const retryAfterMs = retryAfterHeader ? msToNextMinute(now) : undefined;
        const answer = chooseAnswer(fault, { call, requestId, right, retryAfterMs });
        connection.timers.after(latencyMs, () => {
            sendAnswer(fault, { ...connection, answer });
            if (isAnswered(fault)) {
                record.httpStatus = answer.httpStatus;
                record.code = answer.code;
            }
            this.#tell(record);
        });
    }

    /** A mistake in `onRequest` costs no answer; the test learns of it when it closes the emulator. */
    #tell(record: RecordedRequest): void {
        try {
            // an async function is taken for one that returns nothing, and what it throws comes later
            const told: unknown = this.#options.onRequest?.(record);
            Promise.resolve(told).catch((error: unknown) => this.#failures.add(error));
        } catch (error) {
            this.#failures.add(error);
        }
    }

    #fail(error: unknown, response: ServerResponse): number | undefined {
        this.#failures.add(error);
        return answerFailure(response, error);
    }
}
