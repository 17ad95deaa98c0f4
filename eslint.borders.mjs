import { readdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/**
 * Which folders each folder may import from, besides itself: the design of ARCHITECTURE.md. Imports point down:
 * program → sdk → provider → wait → poll → domain; account brings poll and ecs together. `provider` alone means the
 * files beside the folders; `provider/*` means all folders in it.
 */
const MAY_IMPORT = {
    provider: ["provider/*"],
    "provider/domain": [],
    "provider/time": ["provider/domain"],
    "provider/errors": ["provider/domain"],
    "provider/arguments": ["provider/domain", "provider/errors", "provider/time", "provider/wait"],
    "provider/ecs": ["provider", "provider/arguments", "provider/domain", "provider/errors", "provider/time"],
    "provider/poll": ["provider/domain", "provider/errors", "provider/time"],
    "provider/wait": ["provider/domain", "provider/errors", "provider/poll", "provider/time"],
    "provider/account": [
        "provider/arguments",
        "provider/domain",
        "provider/ecs",
        "provider/errors",
        "provider/poll",
        "provider/time",
        "provider/wait",
    ],
    "provider/engine": ["provider", "provider/domain", "provider/errors", "provider/resource", "provider/time"],
    "provider/resource": [
        "provider/account",
        "provider/arguments",
        "provider/domain",
        "provider/ecs",
        "provider/errors",
        "provider/poll",
        "provider/time",
        "provider/wait",
    ],
    "provider/functions": [
        "provider/account",
        "provider/arguments",
        "provider/domain",
        "provider/ecs",
        "provider/errors",
        "provider/poll",
        "provider/time",
        "provider/wait",
    ],
    "provider/gate": [
        "provider/account",
        "provider/arguments",
        "provider/domain",
        "provider/ecs",
        "provider/errors",
        "provider/functions",
        "provider/resource",
        "provider/poll",
        "provider/time",
        "provider/wait",
    ],
    "provider/statuses": [
        "provider/account",
        "provider/arguments",
        "provider/domain",
        "provider/ecs",
        "provider/errors",
        "provider/functions",
        "provider/resource",
        "provider/time",
    ],
    "provider/cmd": ["provider", "provider/*"],
    "sdk/dynamic": ["provider", "provider/engine"],
    "sdk/nodejs": ["provider", "provider/ecs", "provider/errors", "sdk/dynamic"],
    // The emulator and the client check each other: no shared code.
    "sdk/testing": [],
    scripts: ["provider", "provider/*", "sdk/*"],
    // the bench runs the engine as the tests do
    bench: ["provider", "provider/*", "sdk/*", "scripts", "tests"],
    tests: ["provider", "provider/*", "sdk/*", "scripts", "bench"],
    examples: [],
};

const OUTSIDE = ["scripts", "bench", "tests", "examples"];

/** The folders of provider/ and sdk/ as they are; the table above may lack one of them. */
const FOLDERS = new Set(
    ["provider", "sdk"].flatMap((root) =>
        readdirSync(join(import.meta.dirname, root), { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map(({ name }) => `${root}/${name}`),
    ),
);

/** The folders that may import a package. */
const PACKAGES = [
    { packages: /^@alicloud\//, folders: ["provider/ecs", "bench", "tests"] },
    { packages: /^@pulumi\//, folders: ["sdk/nodejs", "provider/cmd", ...OUTSIDE] },
    // rules are pure: no clock, no network, no Node
    { packages: /^node:/, folders: [...Object.keys(MAY_IMPORT).filter((folder) => folder !== "provider/domain")] },
];

/** An ESLint rule: reports imports across these borders, and files of a folder that the table does not know. */
export const folderBorders = {
    meta: { type: "problem", schema: [] },
    create(context) {
        const from = folderOf(context.filename);
        return {
            Program(node) {
                if (!Object.hasOwn(MAY_IMPORT, from)) {
                    context.report({ node, message: `eslint.borders.mjs does not say what ${from} may import.` });
                }
            },
            ImportDeclaration: (node) => check(node, node.source),
            ExportAllDeclaration: (node) => check(node, node.source),
            ExportNamedDeclaration: (node) => check(node, node.source),
            ImportExpression: (node) => check(node, node.source),
            TSImportType: (node) => check(node, node.source),
            CallExpression(node) {
                if (node.callee.type === "Identifier" && node.callee.name === "require") {
                    check(node, node.arguments[0]);
                }
            },
        };

        function check(node, source) {
            const problem = typeof source?.value === "string" ? problemOf(source.value) : undefined;
            if (problem !== undefined) {
                context.report({ node, message: problem });
            }
        }

        function problemOf(name) {
            if (!name.startsWith(".")) {
                const rule = PACKAGES.find(({ packages }) => packages.test(name));
                return rule === undefined || rule.folders.includes(from)
                    ? undefined
                    : `${from} may not import ${name}.`;
            }
            const to = folderOf(resolve(dirname(context.filename), name));
            const allowed = [from, ...(MAY_IMPORT[from] ?? [])];
            const isAllowed = allowed.includes(to) || (to.includes("/") && allowed.includes(to.replace(/\/.*/, "/*")));
            return isAllowed ? undefined : `${from} may not import from ${to}.`;
        }
    },
};

/** `provider/ecs` for what is in that folder; `provider` for what is beside the folders. */
function folderOf(path) {
    const [root, name = ""] = relative(import.meta.dirname, path).split(sep);
    const isInside = (root === "provider" || root === "sdk") && FOLDERS.has(`${root}/${name}`);
    return isInside ? `${root}/${name}` : root;
}
