#!/bin/sh
# Runs all checks, the tests last: the total is the last line, and one failed check does not hide the others.
# Called by `make test`, which installs and builds first.

failed=""
npm run --silent types || failed="$failed types"
npm run --silent lint || failed="$failed lint"
if ! node -r ts-node/register/transpile-only scripts/engine.ts; then
    if [ -n "$CI" ]; then
        failed="$failed engine"
    else
        echo "!!! There is no Pulumi engine: the tests on the real engine are SKIPPED. !!!" >&2
    fi
fi
if [ -n "$failed" ]; then
    echo "!!! FAILED before the tests:$failed !!!" >&2
fi
node_modules/.bin/mocha 'tests/**/*.test.ts' || failed="$failed tests"
[ -z "$failed" ]
