import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textOfFolder } from "../support/stack-state";
import { EcsEmulator } from "../../sdk/testing";
import { CredentialService, type ServiceRequest } from "../support/credential-services";
import { EngineProject, type PulumiResult } from "../support/engine-project";
import { findSecrets, type NamedSecrets } from "../support/find-secrets";
import {
    BROKEN_FILE,
    BROKEN_SESSION,
    IDENTITIES,
    type Identity,
    KEYS,
    OIDC_TOKEN,
    quoted,
    REGION,
    ROLE_BASE,
    sessionOf,
    URI_TOKEN,
} from "./secrets-keys";
import { FAILURE, FUNCTION, leadToService, SUCCESS } from "./secrets-programs";

interface Written {
    readonly stdout: string;
    readonly stderr: string;
    /** The event log. */
    readonly events: string;
    /** The messages between engine, program and provider. */
    readonly calls: string;
    /** The files of the backend when the run had ended. */
    readonly state: string;
}

/** A stack that asks ECS as six identities, and everything that its runs write. */
export class SecretsWorld {
    static async create(): Promise<SecretsWorld> {
        const emulators = {} as Record<Identity, EcsEmulator>;
        for (const name of IDENTITIES) {
            const instances = [{ instanceId: "i-1", regionId: REGION }];
            emulators[name] = await EcsEmulator.start({ ...KEYS[name], instances });
        }
        const world = new SecretsWorld(emulators, await CredentialService.start(() => ({ body: "" })));
        try {
            await world.#prepare();
            return world;
        } catch (error) {
            await world.remove();
            throw error;
        }
    }

    project!: EngineProject;
    /** Every signature that was sent, to ECS and to STS. */
    readonly signatures = new Set<string>();
    /** Holds what is given to the stack, and what is written down of its runs: not searched as a folder. */
    readonly #folder = mkdtempSync(join(tmpdir(), "instance-status-secrets-"));
    readonly #runs = new Map<string, Written>();
    readonly #uri: string;
    #isBroken = false;

    private constructor(
        private readonly emulators: Record<Identity, EcsEmulator>,
        private readonly service: CredentialService,
    ) {
        this.#uri = `http://127.0.0.1:${service.port}/credentials?token=${URI_TOKEN}`;
        service.answer = (request) => this.#answer(request);
        subscribe("http.server.request.start", this.#onRequest);
    }

    async #prepare(): Promise<void> {
        const { accessKey, secretKey, securityToken } = KEYS.file;
        const profile = { name: "deploy", mode: "StsToken", access_key_id: accessKey, access_key_secret: secretKey };
        const at = {
            ...Object.fromEntries(IDENTITIES.map((name) => [name, this.emulators[name].endpoint])),
            profiles: this.#give(
                "profiles.json",
                JSON.stringify({ profiles: [{ ...profile, sts_token: securityToken }] }),
            ),
            brokenFile: this.#give("broken.json", `{"profiles": [{"access_key_secret": "${BROKEN_FILE}"`),
        };
        const ofStack = Object.entries(KEYS.stack).map(
            ([name, value]: [string, string]) => [`alicloud:${name}`, value] as const,
        );
        this.project = await EngineProject.create({
            program: SUCCESS,
            config: {
                at,
                "alicloud:region": REGION,
                "alicloud:endpoints": JSON.stringify([{ ecs: this.emulators.stack.endpoint }]),
            },
            secretConfig: {
                given: JSON.stringify({ keys: KEYS.keys, base: ROLE_BASE, uri: this.#uri, oidcToken: OIDC_TOKEN }),
                ...Object.fromEntries(ofStack),
            },
            env: {
                CI: "true",
                NODE_OPTIONS: `--require ${this.#give("lead-to-service.js", leadToService(this.service.port))}`,
            },
        });
    }

    #give(name: string, text: string): string {
        const file = join(this.#folder, name);
        writeFileSync(file, text);
        return file;
    }

    /** Runs a command and keeps all that it writes. With `verbose` the engine logs all that it can. */
    async run(name: string, args: string[], verbose?: "verbose"): Promise<PulumiResult> {
        const calls = join(this.#folder, `${name}-calls.json`);
        const events = join(this.#folder, `${name}-events.json`);
        const loud = verbose === undefined ? [] : ["--logtostderr", "--logflow", "-v=9"];
        const logged = args[0] === "stack" ? [] : ["--event-log", events];
        const env = { PULUMI_DEBUG_GRPC: calls, PULUMI_DEBUG_COMMANDS: "true" };
        const result = await this.project.run([...loud, ...args, ...logged], { env });
        this.#runs.set(name, {
            stdout: result.stdout,
            stderr: result.stderr,
            events: textOf(events),
            calls: textOf(calls),
            state: this.project.rawState(),
        });
        return result;
    }

    get runs(): string[] {
        return [...this.#runs.keys()];
    }

    written(run: string): Written {
        const written = this.#runs.get(run);
        if (written === undefined) {
            throw new Error(`there was no run ${run}`);
        }
        return written;
    }

    output(run: string): string {
        const { stdout, stderr } = this.written(run);
        return stdout + stderr;
    }

    stateOfAllRuns(): string {
        return [...this.#runs.values()].map(({ state }) => state).join("\n");
    }

    temporaryFiles(): string {
        return textOfFolder(join(this.project.folder.root, "tmp")) + textOfFolder(this.project.folder.home);
    }

    identitiesLetIn(): string[] {
        return IDENTITIES.filter((name) =>
            this.emulators[name].requests.some(({ httpStatus }) => httpStatus === 200),
        ).sort();
    }

    /** From now on every identity but one meets an error, each another, that quotes as many secrets as it can. */
    breakEverything(): void {
        const { stack, keys, uri, file } = this.emulators;
        this.#isBroken = true;
        stack.set("i-1", "Starting");
        keys.fault({ kind: "error", code: "Forbidden.RAM", message: quoted(KEYS.keys), times: 1_000 });
        // the same key and token: ECS then echoes what it would have signed, the token in it
        uri.setCredentials({ ...KEYS.uri, secretKey: "another-secret" });
        file.fault({ kind: "errorIn200", code: "InternalError", message: quoted(KEYS.file), times: 1 });
        this.project.writeProgram(FAILURE);
    }

    /** From now on the program itself reads, and fails. */
    readInProgram(): void {
        this.emulators.stack.setCredentials({ ...KEYS.stack, secretKey: "another-secret" });
        this.project.writeProgram(FUNCTION);
    }

    get secrets(): NamedSecrets {
        const keys = { ...KEYS, "role base": ROLE_BASE };
        return {
            ...Object.fromEntries(
                Object.entries(keys).flatMap(([name, { accessKey, secretKey, securityToken }]) => [
                    [`${name} key`, accessKey],
                    [`${name} secret`, secretKey],
                    [`${name} token`, securityToken],
                ]),
            ),
            "uri address": this.#uri,
            "token of the uri address": URI_TOKEN,
            "oidc token": OIDC_TOKEN,
            "broken session": BROKEN_SESSION,
            "broken file": BROKEN_FILE,
        };
    }

    /** The secrets and signatures that a text holds. */
    found(text: string): string[] {
        const all: Record<string, string> = { ...this.secrets };
        for (const signature of this.signatures) {
            all[`the signature ${signature}`] = signature;
        }
        return findSecrets(text, all);
    }

    async remove(): Promise<void> {
        unsubscribe("http.server.request.start", this.#onRequest);
        (this.project as EngineProject | undefined)?.remove();
        rmSync(this.#folder, { recursive: true, force: true });
        await this.service.close();
        for (const ecs of Object.values(this.emulators)) {
            await ecs.close();
        }
    }

    readonly #onRequest = (message: unknown): void => {
        const { headers, url = "" } = (message as { request: IncomingMessage }).request;
        const ofHeader = /Signature=([0-9a-f]{64})/.exec(headers.authorization ?? "")?.[1];
        const ofQuery = new URL(url, "http://any").searchParams.get("Signature");
        for (const signature of [ofHeader, ofQuery]) {
            if (signature) {
                this.signatures.add(signature);
            }
        }
    };

    #answer({ path, headers }: ServiceRequest): { status?: number; body: unknown } {
        if (path.startsWith("/credentials")) {
            return { body: path.endsWith("&broken") ? `{"AccessKeySecret": "${BROKEN_SESSION}"` : sessionOf(KEYS.uri) };
        }
        const key = headers["x-acs-action"] === "AssumeRoleWithOIDC" ? KEYS.oidc : KEYS.role;
        return this.#isBroken
            ? { status: 403, body: { Code: "NoPermission", Message: quoted(key) + quoted(ROLE_BASE) + OIDC_TOKEN } }
            : { body: { Credentials: sessionOf(key) } };
    }
}

function textOf(file: string): string {
    return existsSync(file) ? readFileSync(file, "utf8") : "";
}
