import js from "@eslint/js";
import tseslint from "typescript-eslint";
import { folderBorders } from "./eslint.borders.mjs";

export default tseslint.config(
    {
        ignores: [
            "dist/**",
            "bin/**",
            "**/node_modules/**",
            "sdk/nodejs-native/**",
            "examples/native/**",
            "examples/scaling-group/**",
        ],
    },
    js.configs.recommended,
    ...tseslint.configs.strictTypeChecked,
    {
        languageOptions: { parserOptions: { project: "./tsconfig.json" } },
        rules: {
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
            "@typescript-eslint/no-confusing-void-expression": "off",
            "no-control-regex": "off",
            // an error that was caught is passed on as it is
            "@typescript-eslint/prefer-promise-reject-errors": [
                "error",
                { allowThrowingUnknown: true, allowThrowingAny: true },
            ],
            "@typescript-eslint/switch-exhaustiveness-check": "error",
        },
    },
    {
        files: ["**/*.ts"],
        plugins: { project: { rules: { "folder-borders": folderBorders } } },
        rules: { "project/folder-borders": "error" },
    },
    {
        // what loads the cloud SDK: at the first request, file by file, and in a form that a bundler sees
        files: ["provider/ecs/rpc/open-api-util.ts", "provider/ecs/calls/*/call.ts"],
        rules: { "@typescript-eslint/no-require-imports": ["error", { allow: ["^@alicloud/"] }] },
    },
    { files: ["bench/processes/fresh-process.ts"], rules: { "@typescript-eslint/no-require-imports": "off" } },
    { files: ["**/*.mjs", "**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
    {
        // loaded by Node itself, before any compiler
        files: ["tests/support/compile-cache/*.js"],
        languageOptions: { sourceType: "commonjs", globals: { __dirname: "readonly", process: "readonly" } },
        rules: { "@typescript-eslint/no-require-imports": "off" },
    },
    {
        files: ["tests/**/*.ts"],
        rules: {
            "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: [] }],
            "@typescript-eslint/no-non-null-assertion": "off",
        },
    },
);
