import { SECRET_SETTINGS } from "../../provider/ecs/check-settings";
import { type ExampleName, exampleOf } from "./examples";
import { PACKAGE } from "./package-facts";
import { type Declaration, type Property, readDeclaration, readFunctionDescription } from "./read-types";

const token = (name: string): string => `${PACKAGE.name}:index:${name}`;
/** The type of the same resource in the dynamic form. As an alias it lets programs that move over keep their resources. */
const dynamicType = (name: string): string => `pulumi-nodejs:dynamic/${PACKAGE.name}:${name}`;

/** In the dynamic form this is no argument of a Provider: it comes from the configuration of the stack. */
const SKIP_WAIT: Property = {
    name: "skipWait",
    type: { type: "boolean" },
    isOptional: true,
    description:
        "Break glass: gates do not wait, they warn, record `satisfied: false` and let the deployment go on; the next up without it waits. Default: false.",
};

/** Builds the schema of the package from the TypeScript sources, which define types, defaults and texts. */
export function buildSchema(): object {
    const settings = readDeclaration("sdk/nodejs/provider.ts", "ProviderArgs");
    const provider: Declaration = { ...settings, properties: [...settings.properties, SKIP_WAIT] };
    return {
        ...PACKAGE,
        config: { variables: propertiesOf(provider, SECRET_SETTINGS) },
        types: {
            [token("AssumeRole")]: objectType("provider/ecs/connection-settings.ts", "AssumeRole"),
            [token("AssumeRoleWithOidc")]: objectType("provider/ecs/connection-settings.ts", "AssumeRoleWithOidc"),
            [token("Selector")]: objectType("provider/domain/selector.ts", "Selector"),
            [token("InstanceStatus")]: objectType("sdk/nodejs/getInstanceStatuses.ts", "InstanceStatus"),
        },
        provider: {
            description: provider.description,
            inputProperties: propertiesOf(provider, SECRET_SETTINGS),
        },
        resources: {
            [token("InstanceStatusGate")]: resource("sdk/nodejs/instanceStatusGate.ts", "InstanceStatusGate"),
            [token("InstanceStatuses")]: resource("sdk/nodejs/instanceStatuses.ts", "InstanceStatuses"),
        },
        functions: {
            [token("getInstanceStatus")]: func("sdk/nodejs/getInstanceStatus.ts", "getInstanceStatus"),
            [token("getInstanceStatuses")]: func("sdk/nodejs/getInstanceStatuses.ts", "getInstanceStatuses"),
        },
    };
}

function propertiesOf({ properties }: Declaration, secrets: ReadonlySet<string> = new Set()): object {
    return Object.fromEntries(
        properties.map(({ name, type, description, deprecationMessage }) => [
            name,
            { ...type, description, deprecationMessage, ...(secrets.has(name) ? { secret: true } : {}) },
        ]),
    );
}

function requiredOf({ properties }: Declaration): string[] {
    return properties.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
}

function objectType(file: string, name: string): object {
    const declaration = readDeclaration(file, name);
    return {
        description: declaration.description,
        type: "object",
        properties: propertiesOf(declaration),
        required: requiredOf(declaration),
    };
}

function resource(file: string, name: ExampleName): object {
    const inputs = readDeclaration(file, `${name}Args`);
    const outputs = readDeclaration(file, name, inputs.properties);
    return {
        description: paragraphs(outputs.description, withoutFirstSentence(inputs.description), exampleOf(name)),
        inputProperties: propertiesOf(inputs),
        requiredInputs: requiredOf(inputs),
        properties: propertiesOf(outputs),
        required: requiredOf(outputs),
        aliases: [{ type: dynamicType(name) }],
    };
}

function func(file: string, call: "getInstanceStatus" | "getInstanceStatuses"): object {
    const name = `G${call.slice(1)}`;
    const inputs = readDeclaration(file, `${name}Args`);
    const result = readDeclaration(file, `${name}Result`, inputs.properties);
    return {
        description: paragraphs(readFunctionDescription(file, call), exampleOf(call)),
        inputs: {
            type: "object",
            description: inputs.description,
            properties: propertiesOf(inputs),
            required: requiredOf(inputs),
        },
        outputs: {
            type: "object",
            description: result.description,
            properties: propertiesOf(result),
            required: requiredOf(result),
        },
    };
}

function paragraphs(...texts: readonly string[]): string {
    return texts.filter((text) => text !== "").join("\n\n");
}

/** The first sentence names the resource of the arguments, which is redundant in the description of the resource. */
function withoutFirstSentence(text: string): string {
    return text.replace(/^[^.]*\.\s*/, "");
}
