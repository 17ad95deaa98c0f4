import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** Which folders a folder may import from is part of the design: see ARCHITECTURE.md. */
const restricted = (files, patterns) => ({
    files,
    rules: { "no-restricted-imports": ["error", { patterns }] },
});

const onlyEcsKnowsTheCloudSdk = {
    group: ["@alicloud/*"],
    message: "Only provider/ecs may name the Alibaba Cloud SDK.",
};
const coreKnowsNoPulumi = { group: ["@pulumi/*"], message: "provider/ knows nothing of Pulumi programs." };
const notUpwards = (...groups) => ({
    group: groups,
    message: "Imports point down: sdk → provider → wait → ecs → domain.",
});

export default tseslint.config(
    { ignores: ["dist/**", "bin/**", "**/node_modules/**", "sdk/nodejs-native/**", "examples/native/**"] },
    js.configs.recommended,
    ...tseslint.configs.strictTypeChecked,
    {
        languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["*.mjs", "scripts/*.js"] } } },
        rules: {
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
            "@typescript-eslint/no-confusing-void-expression": "off",
            "no-control-regex": "off",
            // what was thrown is passed on as it is
            "@typescript-eslint/prefer-promise-reject-errors": [
                "error",
                { allowThrowingUnknown: true, allowThrowingAny: true },
            ],
            "@typescript-eslint/switch-exhaustiveness-check": "error",
        },
    },
    restricted(
        ["provider/domain/**"],
        [
            onlyEcsKnowsTheCloudSdk,
            coreKnowsNoPulumi,
            notUpwards("../ecs/*", "../wait/*", "../gate/*"),
            { group: ["node:*"] },
        ],
    ),
    restricted(
        ["provider/errors/**"],
        [onlyEcsKnowsTheCloudSdk, coreKnowsNoPulumi, notUpwards("../ecs/*", "../wait/*", "../gate/*")],
    ),
    restricted(["provider/cmd/**"], [onlyEcsKnowsTheCloudSdk]),
    restricted(["provider/ecs/**"], [coreKnowsNoPulumi, notUpwards("../wait/*", "../gate/*")]),
    {
        // the one file that loads the cloud SDK: at the first request, and in a form that a bundler sees
        files: ["provider/ecs/rpc/alicloud-sdk.ts"],
        rules: { "@typescript-eslint/no-require-imports": ["error", { allow: ["^@alicloud/"] }] },
    },
    { files: ["bench/processes/fresh-process.ts"], rules: { "@typescript-eslint/no-require-imports": "off" } },
    restricted(["provider/wait/**"], [onlyEcsKnowsTheCloudSdk, coreKnowsNoPulumi, notUpwards("../gate/*")]),
    restricted(["provider/gate/**"], [onlyEcsKnowsTheCloudSdk, coreKnowsNoPulumi]),
    restricted(
        ["sdk/testing/**"],
        [
            onlyEcsKnowsTheCloudSdk,
            { group: ["**/provider/**"], message: "The emulator and the client check each other: no shared code." },
        ],
    ),
    restricted(["sdk/nodejs/**", "sdk/dynamic/**", "tests/**", "scripts/**", "examples/**"], [onlyEcsKnowsTheCloudSdk]),
    { files: ["**/*.mjs", "**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
    {
        files: ["tests/**/*.ts"],
        rules: {
            "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: [] }],
            "@typescript-eslint/no-non-null-assertion": "off",
        },
    },
);
