import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SECRET_SETTINGS } from "../../../provider/ecs/check-settings";
import { RESOURCES } from "../../../provider/cmd/pulumi-resource-alicloud-instance-status/resources";
import { FUNCTIONS } from "../../../provider/cmd/pulumi-resource-alicloud-instance-status/functions";
import { VERSION } from "../../../provider/version";
import { REPOSITORY } from "../../../scripts/engine/places";
import { buildSchema } from "../../../scripts/schema/build-schema";

interface Property {
    description?: string;
    deprecationMessage?: string;
    secret?: boolean;
}
type Properties = Record<string, Property>;
interface Described {
    description?: string;
    properties?: Properties;
    inputProperties?: Properties;
    aliases?: { type: string }[];
    inputs?: Described;
    outputs?: Described;
}
interface Schema {
    version: string;
    config: { variables: Properties };
    provider: Described;
    types: Record<string, Described>;
    resources: Record<string, Described>;
    functions: Record<string, Described>;
}

const FILE = "provider/cmd/pulumi-resource-alicloud-instance-status/schema.json";
const text = readFileSync(join(REPOSITORY, FILE), "utf8");
const schema = JSON.parse(text) as Schema;

/** All that has a description of its own, by where it is. */
const described = new Map<string, Described>([
    ["provider", schema.provider],
    ...Object.entries(schema.types),
    ...Object.entries(schema.resources),
    ...Object.entries(schema.functions).flatMap(([token, { description, inputs = {}, outputs = {} }]) => [
        [token, { description }] as [string, Described],
        [`${token} inputs`, inputs] as [string, Described],
        [`${token} outputs`, outputs] as [string, Described],
    ]),
]);

const properties = new Map<string, Property>([
    ...named("config", schema.config.variables),
    ...[...described].flatMap(([where, one]) => [
        ...named(`${where} inputs`, one.inputProperties),
        ...named(where, one.properties),
    ]),
]);

function named(where: string, all: Properties = {}): [string, Property][] {
    return Object.entries(all).map(([name, property]) => [`${where}.${name}`, property]);
}

describe("the schema of the native provider", () => {
    it("is what the sources say (else: make sdks)", () => {
        assert.ok(text === `${JSON.stringify(buildSchema(), undefined, 4)}\n`, `${FILE} is not`);
        assert.equal(schema.version, VERSION);
    });

    it("has the resources and functions that the provider serves", () => {
        assert.deepEqual(Object.keys(schema.resources).sort(), Object.keys(RESOURCES).sort());
        assert.deepEqual(Object.keys(schema.functions).sort(), Object.keys(FUNCTIONS).sort());
    });

    it("describes everything, in sentences that need no TypeScript to be read", () => {
        assert.ok(properties.size > 80, `${properties.size} properties`);
        for (const [where, { description }] of [...described, ...properties]) {
            assert.match(description ?? "", /^[A-Z`][^]*[.`}]$/, where);
            assert.doesNotMatch(description ?? "", /\{@|\bundefined\b|\bPromise\b/, where);
        }
    });

    it("says of what ECS calls deprecated that it is, and of nothing else", () => {
        const deprecated = [...properties].filter(([, { deprecationMessage }]) => deprecationMessage !== undefined);
        assert.equal(deprecated.length, 4);
        for (const [where, { deprecationMessage }] of deprecated) {
            assert.match(where, /\.clusterId$/);
            assert.equal(deprecationMessage, "Deprecated by ECS itself.");
        }
        assert.equal([...properties.keys()].filter((where) => where.endsWith(".clusterId")).length, 4);
    });

    it("marks as secret what the provider treats as secret", () => {
        for (const all of [schema.config.variables, schema.provider.inputProperties ?? {}]) {
            const secrets = Object.entries(all).filter(([, { secret }]) => secret);
            assert.deepEqual(new Set(secrets.map(([name]) => name)), SECRET_SETTINGS);
        }
    });

    it("knows each resource by the type of its dynamic form, so that a program that moves over keeps it", () => {
        for (const [token, { aliases }] of Object.entries(schema.resources)) {
            const name = token.split(":").at(-1);
            assert.deepEqual(aliases, [{ type: `pulumi-nodejs:dynamic/alicloud-instance-status:${name}` }]);
        }
    });

    it("has an example in every language for each resource and function", () => {
        for (const [token, { description = "" }] of [
            ...Object.entries(schema.resources),
            ...Object.entries(schema.functions),
        ]) {
            const languages = [...description.matchAll(/^```(\w+)$/gm)].map(([, language]) => language);
            assert.deepEqual(languages, ["typescript", "python", "go", "csharp", "java", "yaml"], token);
            assert.doesNotMatch(description, /endregion/, token);
        }
    });
});
