# Everything a fresh clone needs is Node >= 20.19, and Go where no Pulumi with a Node host is installed.

RUN := node -r ts-node/register/transpile-only
STAGE := @scripts/stage.sh

# What `make test` runs, two at a time: the quick stages first, then the longest ones, and short ones at the end, so that
# both are busy to the end. Each is a target of its own.
STAGES := types lint unit native-tests gate-tests languages engine-tests wire sdk-tests package-tests strangers

.PHONY: help demo test build plugin sdks sdk-nodejs api engine clean $(STAGES)
.PHONY: ready-engine ready-hosts ready-generators ready-plugin ready-sdks ready-clients

help:
	@echo "make demo    watch a real 'pulumi up' wait for an emulated ECS instance"
	@echo "make test    all stages, two at a time; the last line is the total"
	@echo "             or one of them: $(STAGES)"
	@echo "make build   compile the package into dist"
	@echo "make plugin  make the native plugin for this machine and its archive, in bin"
	@echo "make sdks    make schema and SDKs of the native provider from the sources"
	@echo "make sdk-nodejs  make the npm package of its SDK for Node.js, in bin"
	@echo "make api     write etc/api.md, the report of all exported types"
	@echo "make engine  find a Pulumi CLI, or get one, and say which"
	@echo "make clean   remove dist and bin"

demo: node_modules/.package-lock.json dist/sdk/nodejs/index.js
	@$(RUN) scripts/demo.ts

# The output of a stage is printed when it ends, where this make can do so (GNU make 4). What comes before that, every 20 s,
# goes to file descriptor 3.
test: node_modules/.package-lock.json dist/sdk/nodejs/index.js
	@rm -rf .stages
	@mkdir .stages && date +%s > .stages/started
	@$(MAKE) --no-print-directory --keep-going --jobs=2 \
		$(if $(filter output-sync,$(.FEATURES)),--output-sync=target) $(STAGES) 3>&1 || true
	@scripts/total.sh $(STAGES)

types: build
	$(STAGE) $@ "tsc --noEmit" "$(RUN) scripts/api.ts --check"

lint: build
	$(STAGE) $@ "eslint ." "prettier --check --log-level warn ." knip \
		"rm -f .stages/*.tgz; npm pack --silent --ignore-scripts --pack-destination .stages" \
		"publint run --strict .stages/*.tgz" "attw --no-definitely-typed --no-color .stages/*.tgz"

# A process of their own for the tests that open gRPC channels: a channel sets timers even after it was closed, and these
# would show up in the virtual time of other tests.
unit: build
	$(STAGE) $@ "mocha 'tests/unit/**/*.test.ts' --ignore 'tests/unit/provider/engine/**'" \
		"mocha 'tests/unit/provider/engine/*.test.ts'"

wire: build
	$(STAGE) $@ "mocha 'tests/wire/**/*.test.ts'"

native-tests: build ready-engine
	$(STAGE) $@ "mocha 'tests/engine/native-*.test.ts'"

gate-tests: build ready-engine
	$(STAGE) $@ "mocha 'tests/engine/gate-*.test.ts'"

engine-tests: build ready-engine
	$(STAGE) $@ "mocha 'tests/engine/*.test.ts' --ignore 'tests/engine/{native,gate}-*.test.ts'"

languages: build ready-engine ready-hosts ready-plugin ready-sdks
	$(STAGE) $@ "mocha 'tests/engine/languages/*.test.ts'"

sdk-tests: build ready-generators ready-sdks
	$(STAGE) $@ "mocha 'tests/sdks/*.test.ts'"

strangers: build ready-clients
	$(STAGE) $@ "mocha 'tests/strangers/*.test.ts'"

package-tests: build ready-engine ready-plugin
	$(STAGE) $@ "mocha 'tests/package/*.test.ts'"

# What takes minutes to make, once. When it fails, the tests that need it run nevertheless: they fail, and say why.
# Without CI, tests on the engine are skipped where there is none.
ready-engine: build
	-@$(RUN) scripts/engine.ts

# After the engine, with which these programs have most of their packages in common: each is compiled once.
ready-hosts: build ready-engine
	-@$(RUN) tests/support/set-up.ts hosts

ready-generators: build ready-engine
	-@$(RUN) tests/support/set-up.ts generators

ready-plugin: build
	-@$(RUN) scripts/plugin.ts

ready-sdks: build
	-@$(RUN) tests/support/set-up.ts sdks

ready-clients: build
	-@$(RUN) tests/support/set-up.ts clients

build: node_modules/.package-lock.json dist/sdk/nodejs/index.js

plugin: node_modules/.package-lock.json
	@$(RUN) scripts/plugin.ts

sdks: node_modules/.package-lock.json
	@npm run --silent sdks

api: build
	@$(RUN) scripts/api.ts

sdk-nodejs: node_modules/.package-lock.json
	@$(RUN) scripts/sdk-nodejs.ts

engine: node_modules/.package-lock.json
	@$(RUN) scripts/engine.ts

clean:
	rm -rf dist bin .stages

# npm writes this file last, so a broken installation is made again.
node_modules/.package-lock.json: package-lock.json
	@node -e 'const [a, b] = process.versions.node.split("."); if (a < 20 || (a == 20 && b < 19)) { console.error("Node 20.19 or later is needed, this is " + process.version); process.exit(1); }'
	npm ci
	@touch $@

# Folders are in the list too: their time changes when a file in them is removed.
dist/sdk/nodejs/index.js: $(shell find provider sdk/nodejs sdk/dynamic sdk/testing) package.json tsconfig.json tsconfig.build.json node_modules/.package-lock.json
	@npm run --silent clean
	npm run --silent build
