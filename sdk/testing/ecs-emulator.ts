import type { ServerResponse } from "node:http";

import { checkProperties } from "./checks/check";
import { CREDENTIAL_RULES, readOptions } from "./emulator-options";
import type { EcsEmulatorOptions, EmulatorCredentials, EmulatorSettings } from "./emulator-options";
import { emulatorEnvironment } from "./environment";
import { deliver } from "./faults/deliver";
import type { Fault } from "./faults/fault";
import { FaultQueue } from "./faults/fault-queue";
import { FAULTS } from "./faults/fault-table";
import { faultyAnswer } from "./faults/faulty-answer";
import type { EmulatedEvent } from "./instances/emulated-event";
import type { EmulatedInstance, ReleaseOptions } from "./instances/emulated-instance";
import { sendFailure } from "./server/answer";
import type { ApiCall } from "./server/api-call";
import { Gateway } from "./server/gateway";
import { LoopbackServer } from "./server/loopback-server";
import { pause } from "./server/pause";
import { msToNextMinute } from "./server/quota";
import { openRecord } from "./server/open-record";
import type { OpenRecord } from "./server/open-record";
import type { RecordedRequest } from "./server/recorded-request";

/**
 * ECS's DescribeInstanceStatus, DescribeInstancesFullStatus and DescribeInstances on a port of this machine: signatures,
 * paging, errors and throttling like those of ECS, instances that follow scripts, and faults on request. Plain HTTP, on
 * 127.0.0.1 only.
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
    readonly #requests: RecordedRequest[] = [];
    readonly #settings: EmulatorSettings;
    readonly #gateway: Gateway;
    #port = 0;
    #closing: Promise<void> | undefined;
    #failure: { readonly error: unknown } | undefined;

    private constructor(options: EcsEmulatorOptions) {
        this.#settings = readOptions(options);
        this.#gateway = new Gateway(this.#settings);
    }

    /**
     * Starts an emulator and waits until it listens.
     *
     * @throws TypeError for an invalid option or a duplicate instance id; keys are not shown in it
     * @throws Error of Node when the port is not available, with its `code`, such as `EADDRINUSE`
     */
    static async start(options: EcsEmulatorOptions = {}): Promise<EcsEmulator> {
        const emulator = new EcsEmulator(options);
        emulator.#port = await emulator.#server.listen(emulator.#settings.port);
        return emulator;
    }

    /** `127.0.0.1:port`, without a scheme, as clients take it. */
    get endpoint(): string {
        return `127.0.0.1:${this.#port}`;
    }

    /**
     * Environment variables that point every client at this emulator, and keep it from looking for credentials elsewhere
     * and from using a proxy for this machine. For `process.env`, a child process, or a stack of the Automation API.
     */
    get env(): Record<string, string> {
        return emulatorEnvironment(this.endpoint, this.#settings.regionId, this.#gateway.authenticator.credentials);
    }

    /** All requests in order of arrival, including those that a fault affected. */
    get requests(): readonly RecordedRequest[] {
        return this.#requests;
    }

    /**
     * Adds an instance. It replaces one with the same id, in whichever region or zone, and its script starts again.
     *
     * @throws TypeError for an invalid property
     */
    add(instance: EmulatedInstance): void {
        this.#gateway.registry.add(instance, this.#settings.now());
    }

    /**
     * Gives an instance a constant status in place of its script. `"Absent"` hides it.
     *
     * @throws Error for an unknown instance
     * @throws TypeError for an empty status
     */
    set(instanceId: string, status: string): void {
        this.#gateway.registry.set(instanceId, "status", status, ["script", "visibleAfter"]);
    }

    /**
     * Gives an instance a constant health in place of its `healthScript`. The status goes on as before.
     *
     * @example `ecs.setHealth("i-web", "Impaired")`
     * @throws Error for an unknown instance
     * @throws TypeError for an empty health
     */
    setHealth(instanceId: string, health: string): void {
        this.#gateway.registry.set(instanceId, "health", health, ["healthScript"]);
    }

    /**
     * Adds a scheduled system event to an instance. `add` the instance again to remove its events.
     *
     * @example `ecs.addEvent("i-web", { type: "SystemMaintenance.Reboot", notBefore: "2026-11-26T10:00:00Z" })`
     * @throws Error for an unknown instance
     * @throws TypeError for an invalid event
     */
    addEvent(instanceId: string, event: EmulatedEvent): void {
        this.#gateway.registry.addEvent(instanceId, event, this.#settings.now());
    }

    /**
     * Gives an instance other tags in place of all that it has, from now on.
     *
     * @example `ecs.setTags("i-web", { role: "web" })`
     * @throws Error for an unknown instance
     * @throws TypeError for invalid tags
     */
    setTags(instanceId: string, tags: Readonly<Record<string, string>>): void {
        this.#gateway.registry.set(instanceId, "tags", tags, ["tagsAfter"]);
    }

    /**
     * Releases an instance: it is no longer listed, from now on or after `listedFor`.
     *
     * @example `ecs.release("i-web", { listedFor: "2s" })`
     * @throws Error for an unknown instance
     * @throws TypeError for an invalid option
     */
    release(instanceId: string, options: ReleaseOptions = {}): void {
        this.#gateway.registry.release(instanceId, options, this.#settings.now());
    }

    /**
     * Makes one or more of the next requests fail. Faults form a queue.
     *
     * @throws TypeError for an invalid property, such as an `httpStatus` that HTTP does not have
     */
    fault(fault: Fault): void {
        this.#faults.add(fault, this.#settings.now());
    }

    /** Removes all faults from the queue. */
    clearFaults(): void {
        this.#faults.clear();
    }

    /**
     * Replaces the credentials, as a rotation does: `env` has the new ones, and requests with the old ones are refused.
     *
     * @throws TypeError for an invalid key; it is not shown
     */
    setCredentials(credentials: EmulatorCredentials): void {
        checkProperties("credentials", credentials, CREDENTIAL_RULES);
        this.#gateway.authenticator.credentials = credentials;
    }

    /**
     * Closes the port and all connections, also those that hang. Calling it again has no effect.
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
        const record = openRecord(call, this.#settings.now());
        this.#requests.push(record);
        try {
            await this.#answer(call, record, response);
        } catch (error) {
            record.httpStatus = this.#fail(error, response) ?? record.httpStatus;
        }
        await this.#report(record);
    }

    async #answer(call: ApiCall, record: OpenRecord, response: ServerResponse): Promise<void> {
        const { latencyMs, retryAfterHeader } = this.#settings;
        const { at: now } = record;
        // also when a fault follows: the request has arrived, so it uses up its nonce and starts scripts
        const right = this.#gateway.answer(call, now);
        const fault = this.#faults.take(record, now);
        record.fault = fault?.kind;
        const retryHintMs = retryAfterHeader ? msToNextMinute(now) : undefined;
        const answer = fault === undefined ? right : faultyAnswer(fault, call, right, retryHintMs);
        const { socket } = response.req;
        await pause(socket, latencyMs);
        if (fault !== undefined && FAULTS[fault.kind].isDelayed === true) {
            await pause(socket, fault.delayMs ?? 0);
        }
        if (socket.destroyed) {
            return;
        }
        if (deliver(response, answer, fault)) {
            record.httpStatus = answer.httpStatus;
            record.code = answer.code;
        }
    }

    /** Calls `onRequest`. Its errors must not affect the answer; the test gets them from `close()`. */
    async #report(record: RecordedRequest): Promise<void> {
        try {
            // an async function has the type too; what it throws is an error like any other
            const result: unknown = this.#settings.onRequest?.(record);
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
