import assert from "node:assert/strict";
import { EcsEmulator } from "../../sdk/testing";
import { EngineProject, type PulumiResult } from "../support/engine-project";
import { APPLICATION, type ApplicationProvider, serveApplication } from "./application";

const IMPORTS = `
import * as pulumi from "@pulumi/pulumi";
import * as status from "pulumi-alicloud-instance-status";
import { InstanceStatusGate, Provider } from "pulumi-alicloud-instance-status";
import { Application } from "application";
`;

/** A program with the imports that every test needs. */
export function program(text: string): string {
    return IMPORTS + text;
}

/** A gate with these arguments, and a dependent. */
export function gated(args: string, opts = "{}"): string {
    return program(`
const gate = new InstanceStatusGate("gate", ${args}, ${opts});
new Application("app", { on: gate.reachedInstanceIds, at: gate.reachedAt });`);
}

/** An emulator and a project that asks it. */
export class World {
    static async create(
        text: string,
        options: Partial<Parameters<typeof EngineProject.create>[0]> = {},
    ): Promise<World> {
        const ecs = await EcsEmulator.start();
        const application = await serveApplication();
        const env = { ...ecs.env, ...application.env, CI: "true", ...options.env };
        try {
            const packages = { application: APPLICATION };
            const project = await EngineProject.create({ program: text, packages, ...options, env });
            return new World(ecs, project, application);
        } catch (error) {
            application.stop();
            await ecs.close();
            throw error;
        }
    }

    private constructor(
        readonly ecs: EcsEmulator,
        readonly project: EngineProject,
        private readonly application: ApplicationProvider,
    ) {}

    /** Runs a command and says how many requests ECS was asked meanwhile. */
    async count(run: () => Promise<PulumiResult>): Promise<{ result: PulumiResult; requests: number; text: string }> {
        const before = this.ecs.requests.length;
        const result = await run();
        return { result, requests: this.ecs.requests.length - before, text: result.stdout + result.stderr };
    }

    /** The outputs of the gate as they are recorded. */
    gate(name = "gate"): Record<string, unknown> {
        const resource = this.project.resource(name);
        assert.ok(resource, `${name} is not in the state`);
        return resource.outputs ?? {};
    }

    /** When the dependent was started, if it was. */
    startOf(name = "app"): number | undefined {
        return this.project.resource(name)?.outputs?.["startedAt"] as number | undefined;
    }

    async remove(): Promise<void> {
        this.project.remove();
        this.application.stop();
        await this.ecs.close();
    }
}

/** Asserts that a run ended well, and shows what it wrote if not. */
export function assertSuccess({ code, stdout, stderr }: PulumiResult): void {
    assert.equal(code, 0, stdout + stderr);
}

/** Asserts that a run failed, and shows what it wrote if not. */
export function assertFailure({ code, stdout, stderr }: PulumiResult): void {
    assert.notEqual(code, 0, stdout + stderr);
}
