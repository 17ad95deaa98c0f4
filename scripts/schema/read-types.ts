import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

const ROOT = resolve(__dirname, "../..");

/** The type of a property in a Pulumi schema. */
type TypeSpec =
    | { readonly type: "string" | "integer" | "boolean" }
    | { readonly type: "array"; readonly items: TypeSpec }
    | { readonly type: "object"; readonly additionalProperties: TypeSpec }
    | { readonly $ref: string };

/** One property of an interface or class. */
export interface Property {
    readonly name: string;
    readonly type: TypeSpec;
    readonly isOptional: boolean;
    readonly description: string;
    readonly deprecationMessage?: string;
}

/** An interface or class, with its doc comments. */
export interface Declaration {
    readonly description: string;
    readonly properties: readonly Property[];
}

const PRIMITIVES: ReadonlyMap<ts.SyntaxKind, TypeSpec> = new Map<ts.SyntaxKind, TypeSpec>([
    [ts.SyntaxKind.StringKeyword, { type: "string" }],
    [ts.SyntaxKind.NumberKeyword, { type: "integer" }], // all numbers of this package are integers
    [ts.SyntaxKind.BooleanKeyword, { type: "boolean" }],
    [ts.SyntaxKind.UnknownKeyword, { $ref: "pulumi.json#/Any" }],
]);

/**
 * Reads an exported interface, or the `declare`d members of a class.
 *
 * @param inherited - properties whose descriptions are used for members of the same name without a doc comment: a result
 * repeats the arguments
 */
export function readDeclaration(file: string, name: string, inherited: readonly Property[] = []): Declaration {
    const node = findStatement(
        file,
        name,
        (one): one is ts.InterfaceDeclaration | ts.ClassDeclaration =>
            (ts.isInterfaceDeclaration(one) || ts.isClassDeclaration(one)) && one.name?.text === name,
    );
    const members = [...node.members].filter(
        (one): one is ts.PropertySignature | ts.PropertyDeclaration =>
            ts.isPropertySignature(one) ||
            (ts.isPropertyDeclaration(one) &&
                one.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) === true),
    );
    return {
        description: docOf(node).text,
        properties: members.map((member) => propertyOf(member, `${file} ${name}`, inherited)),
    };
}

/** Reads the doc comment of an exported function. */
export function readFunctionDescription(file: string, name: string): string {
    const node = findStatement(
        file,
        name,
        (one): one is ts.FunctionDeclaration => ts.isFunctionDeclaration(one) && one.name?.text === name,
    );
    return docOf(node).text;
}

function findStatement<T extends ts.Statement>(file: string, name: string, is: (one: ts.Statement) => one is T): T {
    const path = join(ROOT, file);
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
    const node = source.statements.find(is);
    if (node === undefined) {
        throw new Error(`there is no ${name} in ${file}`);
    }
    return node;
}

function propertyOf(
    member: ts.PropertySignature | ts.PropertyDeclaration,
    where: string,
    inherited: readonly Property[],
): Property {
    const name = member.name.getText();
    const { text: own, deprecated } = docOf(member);
    const text = own || (inherited.find((one) => one.name === name)?.description ?? "");
    if (text === "" || member.type === undefined) {
        throw new Error(`${where}.${name} has no ${text === "" ? "doc comment" : "type"}`);
    }
    const { type, isOptional } = typeOf(member.type, `${where}.${name}`);
    return {
        name,
        type,
        isOptional: isOptional || member.questionToken !== undefined,
        description: text,
        ...(deprecated === undefined ? {} : { deprecationMessage: deprecated }),
    };
}

function docOf(node: ts.Node): { text: string; deprecated?: string } {
    const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
    const comment = ts.getTextOfJSDocComment(doc?.comment) ?? "";
    const deprecated = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === "deprecated");
    return {
        // Line breaks fit the width of the source; only paragraphs have a meaning.
        text: comment.replace(/\{@link (\w+)\}/g, "`$1`").replace(/(?<!\n)\n(?!\n)/g, " "),
        ...(deprecated === undefined
            ? {}
            : { deprecated: sentence(ts.getTextOfJSDocComment(deprecated.comment) ?? "deprecated") }),
    };
}

function sentence(text: string): string {
    const trimmed = text.replace(/\s+/g, " ").trim();
    return `Deprecated ${trimmed}${trimmed.endsWith(".") ? "" : "."}`;
}

function typeOf(node: ts.TypeNode, where: string): { type: TypeSpec; isOptional: boolean } {
    if (ts.isUnionTypeNode(node)) {
        const parts = node.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword);
        const isOptional = parts.length < node.types.length;
        if (parts.every((part) => ts.isLiteralTypeNode(part))) {
            return { type: { type: "string" }, isOptional }; // Schemas have no unions of literals.
        }
        if (parts.length === 1) {
            return { type: typeOf(parts[0] as ts.TypeNode, where).type, isOptional };
        }
    }
    if (ts.isTypeReferenceNode(node)) {
        const name = node.typeName.getText();
        const [first, second] = node.typeArguments ?? [];
        if (/^pulumi\.(?:Input|Output)$/.test(name) && first !== undefined) {
            return typeOf(first, where);
        }
        if (name === "Record" && second !== undefined) {
            return { type: { type: "object", additionalProperties: typeOf(second, where).type }, isOptional: false };
        }
        // the SDKs add "Args" to the type of an input by themselves
        const type = name.replace(/Args$/, "");
        return { type: { $ref: `#/types/alicloud-instance-status:index:${type}` }, isOptional: false };
    }
    if (ts.isArrayTypeNode(node)) {
        return { type: { type: "array", items: typeOf(node.elementType, where).type }, isOptional: false };
    }
    const primitive = PRIMITIVES.get(node.kind);
    if (primitive === undefined) {
        throw new Error(`${where}: a schema cannot have the type ${node.getText()}`);
    }
    return { type: primitive, isOptional: false };
}
