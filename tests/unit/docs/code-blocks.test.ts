import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLE_LANGUAGES, programIn } from "../../../scripts/schema/examples";
import { problemsOfShell } from "./check-shell";
import { compileBlocks } from "./compile-blocks";
import { type FencedBlock, fencedBlocks, fencedBlocksInComments } from "./fenced-blocks";

const ROOT = join(__dirname, "../../..");

/** All that a reader of this repository or of the published package finds code in. */
function documentedBlocks(): FencedBlock[] {
    const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
    const pages = [...readdirSync(ROOT), ...readdirSync(join(ROOT, "docs")).map((file) => `docs/${file}`)];
    const sources = readdirSync(join(ROOT, "sdk"), { recursive: true, encoding: "utf8" })
        .map((file) => `sdk/${file.replaceAll("\\", "/")}`)
        // the examples in generated files are those of examples/native, which are compiled there
        .filter((file) => file.endsWith(".ts") && !file.startsWith("sdk/nodejs-native/"));
    return [
        ...pages.filter((file) => file.endsWith(".md")).flatMap((file) => fencedBlocks(file, read(file))),
        ...sources.flatMap((file) => fencedBlocksInComments(file, read(file))),
    ];
}

/** What each language promises, and what is wrong with a block that does not keep it. */
const CHECKS: Readonly<Record<string, { promise: string; problems: (block: FencedBlock) => string[] }>> = {
    ts: { promise: "compiles with the package", problems: (block) => compiled().get(block) ?? [] },
    sh: { promise: "is a shell script whose scripts, targets and files exist", problems: problemsOfShell },
    json: { promise: "is JSON", problems: problemsOfJson },
    mermaid: { promise: "begins as a diagram does", problems: problemsOfDiagram },
    ...Object.fromEntries(
        EXAMPLE_LANGUAGES.map((language) => [
            language,
            {
                promise: "is the quickstart of its language, which the tests of the engine run",
                problems: (block: FencedBlock) => (block.code === `${programIn(language)}\n` ? [] : [place(block)]),
            },
        ]),
    ),
    text: { promise: "has something to show", problems: ({ code, ...at }) => (code.trim() === "" ? [place(at)] : []) },
};

function problemsOfBlock(block: FencedBlock): string[] {
    const check = Object.hasOwn(CHECKS, block.language) ? CHECKS[block.language] : undefined;
    const known = Object.keys(CHECKS).join(", ");
    return check?.problems(block) ?? [`${place(block)}: expected one of ${known}, got "${block.language}"`];
}

function problemsOfJson(block: FencedBlock): string[] {
    try {
        JSON.parse(block.code);
        return [];
    } catch (error) {
        return [`${place(block)}: ${String(error)}`];
    }
}

function problemsOfDiagram(block: FencedBlock): string[] {
    return /^(?:flowchart (?:LR|TD)|sequenceDiagram|stateDiagram-v2)\n/.test(block.code) ? [] : [place(block)];
}

function place({ file, line }: Pick<FencedBlock, "file" | "line">): string {
    return `${file}:${line}`;
}

const DOCUMENTED = documentedBlocks();

/** Blocks in which something is wrong, and what has to be said of it. */
const BROKEN: readonly (readonly [what: string, markdown: string, problem: RegExp])[] = [
    ["a type that does not fit", '```ts\n\nconst count: number = "2";\n```', /^page-\d+\.md:3: Type 'string' is not/],
    ["a name from nowhere", "```ts\nexport const first = ids[0];\n```", /^page-\d+\.md:2: Cannot find name 'ids'/],
    [
        "an argument that does not exist",
        '```ts\nimport { getInstanceStatus } from "pulumi-alicloud-instance-status";\n\nvoid getInstanceStatus({ instanceID: "i-1" });\n```',
        /^page-\d+\.md:4: .*'instanceID' does not exist/,
    ],
    [
        "a name that the package does not export",
        '```ts\nimport { Emulator } from "pulumi-alicloud-instance-status/testing";\n```',
        /^page-\d+\.md:2: .*no exported member.*'Emulator'/,
    ],
    ["what is no TypeScript", "```ts\nexport const one = ;\n```", /^page-\d+\.md:2: /],
    ["an open quote in a shell", "# Page\n\n```sh\necho fine\necho 'open\n```", /^page-\d+\.md:5: unexpected EOF/],
    ["a script that does not exist", "```sh\nnpm run tset\n```", /^page-\d+\.md:2: there is no script `tset`/],
    ["a target that does not exist", "```sh\nmake tset # not here\n```", /^page-\d+\.md:2: there is no target `tset`/],
    ["a command that does not exist", "```sh\nnpx alicloud\n```", /^page-\d+\.md:2: there is no command `alicloud`/],
    [
        "a file that does not exist",
        "```sh\nnpx mocha tests/a.test.ts\n```",
        /^page-\d+\.md:2: there is no file `tests\/a/,
    ],
    ["an option that does not exist", "```sh\nnpx alicloud-ecs-emulator --prot 1\n```", /^page-\d+\.md:2: .*'--prot'/],
    ["a comma too many", '```json\n{ "a": 1, }\n```', /^page-\d+\.md:2: SyntaxError/],
    ["another program than the quickstart", "```python\nprint()\n```", /^page-\d+\.md:2$/],
    ["no diagram", "```mermaid\nA --> B\n```", /^page-\d+\.md:2$/],
    ["a language that nobody checks", "```ruby\nputs 1\n```", /^page-\d+\.md:2: expected one of ts, .* got "ruby"/],
    ["no language", "  ```\n  output\n  ```", /^page-\d+\.md:2: expected one of ts, .* got ""/],
];

const BROKEN_BLOCKS = BROKEN.map(([, markdown], index) => fencedBlocks(`page-${index}.md`, markdown)[0]!);

let results: Map<FencedBlock, string[]> | undefined;

/** All at once, for most of the time goes into reading the types of others. */
function compiled(): Map<FencedBlock, string[]> {
    return (results ??= compileBlocks([...DOCUMENTED, ...BROKEN_BLOCKS].filter(({ language }) => language === "ts")));
}

describe("a block of code in a document", () => {
    for (const block of DOCUMENTED) {
        const promise = CHECKS[block.language]?.promise ?? "is in a language that is checked";
        it(`${promise}: ${place(block)}`, () => {
            assert.equal(problemsOfBlock(block).join("\n"), "");
        });
    }
});

describe("the check of blocks of code", function () {
    for (const [index, [what, , problem]] of BROKEN.entries()) {
        it(`finds ${what}, with its line`, () => {
            const [first, ...others] = problemsOfBlock(BROKEN_BLOCKS[index]!);
            assert.match(first ?? "nothing was found", problem);
            assert.deepEqual(others, []);
        });
    }

    it("finds the end of a block where Markdown does", () => {
        const markdown =
            "````text\n```ts\n```\n````\n\n- item\n\n  ```sh\n  make test\n    indented\n  ```\n~~~json\n{}\n```\n~~~\n";
        assert.deepEqual(
            fencedBlocks("page.md", markdown).map(({ line, language, code }) => [line, language, code]),
            [
                [2, "text", "```ts\n```\n"],
                [9, "sh", "make test\n  indented\n"],
                [13, "json", "{}\n```\n"],
            ],
        );
        assert.throws(() => fencedBlocks("page.md", "\n```ts\ncode\n"), /^Error: page\.md:2: this block does not end$/);
    });

    it("finds blocks in comments of a source, on the lines on which they stand", () => {
        const source = "/**\n * Says.\n *\n * ```ts\n * const one = 1;\n *\n * ```\n */\nconst two = 2 * 1;\n";
        assert.deepEqual(fencedBlocksInComments("source.ts", source), [
            { file: "source.ts", line: 5, language: "ts", code: "const one = 1;\n\n" },
        ]);
    });
});
