import ts from "typescript";

/** What `tsc` makes of a program, for Node, without a check of its types. */
export function toJavaScript(program: string): string {
    const { CommonJS } = ts.ModuleKind;
    return ts.transpile(program, { module: CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true });
}
