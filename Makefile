# Everything a fresh clone needs is Node >= 20.19, and Go where no Pulumi with a Node host is installed.

RUN := node -r ts-node/register/transpile-only

.PHONY: help demo test build plugin plugins sdks sdk-nodejs engine clean

help:
	@echo "make demo    watch a real 'pulumi up' wait for an emulated ECS instance"
	@echo "make test    types, lint, and all tests; the last line is the total"
	@echo "make build   compile the package into dist"
	@echo "make plugin  make the native plugin for this machine, in bin"
	@echo "make plugins make its archives for all platforms, in bin/archives"
	@echo "make sdks    make schema and SDKs of the native provider from the sources"
	@echo "make sdk-nodejs  make the npm package of its SDK for Node.js, in bin"
	@echo "make engine  find a Pulumi CLI, or get one, and say which"
	@echo "make clean   remove dist and bin"

demo: node_modules/.package-lock.json dist/sdk/nodejs/index.js
	@$(RUN) scripts/demo.ts

test: node_modules/.package-lock.json dist/sdk/nodejs/index.js
	@scripts/test.sh

build: node_modules/.package-lock.json dist/sdk/nodejs/index.js

plugin: node_modules/.package-lock.json
	@$(RUN) scripts/plugin.ts

plugins: node_modules/.package-lock.json
	@$(RUN) scripts/plugin.ts --all

sdks: node_modules/.package-lock.json
	@npm run --silent sdks

sdk-nodejs: node_modules/.package-lock.json
	@$(RUN) scripts/sdk-nodejs.ts

engine: node_modules/.package-lock.json
	@$(RUN) scripts/engine.ts

clean:
	rm -rf dist bin

# npm writes this file last, so a broken installation is made again.
node_modules/.package-lock.json: package-lock.json
	@node -e 'const [a, b] = process.versions.node.split("."); if (a < 20 || (a == 20 && b < 19)) { console.error("Node 20.19 or later is needed, this is " + process.version); process.exit(1); }'
	npm ci
	@touch $@

# Folders are in the list too: their time changes when a file in them is removed.
dist/sdk/nodejs/index.js: $(shell find provider sdk/nodejs sdk/dynamic sdk/engine sdk/testing) package.json tsconfig.json tsconfig.build.json node_modules/.package-lock.json
	@npm run --silent clean
	npm run --silent build
