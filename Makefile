# Sluice: `make run` builds everything and serves the page. `make help` lists the targets.

ifneq (3.81,$(firstword $(sort 3.81 $(MAKE_VERSION))))
$(error Sluice needs GNU make 3.81 or newer, and this is $(MAKE_VERSION))
endif
missing = $(if $(shell command -v $(1) 2>/dev/null),,$(error $(1) is missing: Sluice needs $(2)))
$(call missing,go,Go 1.26 or newer)
$(call missing,node,Node 20 or newer)
$(call missing,npm,npm as it comes with Node)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

GOROOT   := $(shell go env GOROOT)
GOPROBED := ./engine/pattern ./engine/scene
BIN      := web/node_modules/.bin

go_files  := go.mod go.sum $(shell find . \( -name node_modules -o -name build -o -name .git -o -name testdata \) -prune \
               -o -name '*.go' -not -name '*_test.go' -print -o -name '*.s' -print)
web_files := $(wildcard web/*.html web/*.json web/*.mjs web/gallery/*) $(shell find web/src -type f)

## help: list the targets
.PHONY: help
help:
	@sed -n 's/^## //p' $(firstword $(MAKEFILE_LIST)) | awk -F': ' '{ printf "  make %-10s%s\n", $$1, $$2 }'

## run: build what changed and serve the page on this machine (packed quickly: make build packs the program in full)
.PHONY: run
run: page_flags += --quick
run: build
	@build/sluice serve

## build: fill dist/ with the page, for any static host under any path (SITE=https://… tells it to other sites)
.PHONY: build
build: build/page.stamp build/sluice

## desktop: run a scene on this machine's cores, in a window (DESKTOP="-scene composite -procs 1"; -h lists more)
.PHONY: desktop
desktop: build/sluice-desktop
	@build/sluice-desktop $(DESKTOP)

## test: check, lint and test everything, in Go, in node and in a browser
# The browser mostly waits: the rest is tested beside it.
.PHONY: test
test: build
	@rm -f build/counts
	@$(MAKE) --no-print-directory test-browser-present
	@$(MAKE) --no-print-directory --keep-going -j2 test-web lint test-go test-wasm; \
	  status=$$?; echo; cat build/counts; exit $$status

## realworld: record programs of public modules beside their plain builds, and print a table (needs the network)
.PHONY: realworld
realworld:
	@go run ./record/realworld $(REALWORLD)

## soak: use the page at random in a browser, and see that it stays as it is (MINUTES=10, SEED=…)
.PHONY: soak
soak: build test-browser-present
	@cd web && MINUTES=$(MINUTES) SEED=$(SEED) node_modules/.bin/playwright test -c soak/soak.config.ts

## fuzz: look for inputs that break what reads them, each target for FUZZTIME (60s)
# What breaks something is kept in testdata/fuzz, which go test runs from then on.
FUZZTIME ?= 60s
.PHONY: fuzz
fuzz: build/sluice
	@build/sluice instrument -target native -o build/overlay-native $(GOPROBED)
	@probed='go test -overlay build/overlay-native/overlay.json'; status=0; \
	  for package in $$(go list ./engine/... ./practice/...); do \
	    for target in $$($$probed -list '^Fuzz' $$package | grep ^Fuzz); do \
	      echo "$$package $$target"; \
	      $$probed -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5s $$package || status=1; \
	    done; \
	  done; exit $$status

## lint: check the form of all code without running it
.PHONY: lint
lint: build/npm.stamp wasm_exec.js
	@echo "gofmt, go vet, staticcheck"
	@unformatted=$$(git ls-files -z --cached --others --exclude-standard '*.go' | xargs -0 gofmt -l); \
	  if [ -n "$$unformatted" ]; then echo "not in gofmt's form: $$unformatted"; exit 1; fi
	@go vet ./...
	@GOOS=js GOARCH=wasm go vet ./...
	@go tool staticcheck ./...
	@GOOS=js GOARCH=wasm $$(go tool -n staticcheck) $$(GOOS=js GOARCH=wasm go list \
	  -f '{{range .GoFiles}}{{$$.ImportPath}} {{.}}{{"\n"}}{{end}}' ./... | sed -n 's/ .*_js\.go$$//p' | sort -u)
	@echo "biome, tsc"
	@cd web && node_modules/.bin/biome ci --error-on-warnings --reporter=summary .
	@cd web && node_modules/.bin/tsc -p .

## bench: measure the library beside others and the page in a browser, for the README and BENCH.md (QUICK=1 only tries)
.PHONY: bench
bench: build build/overlay-native/overlay.json test-browser-present
	@go run ./bench $(if $(QUICK),-quick)

## loadtest: send the example service 100,000 requests over loopback, and check that none is lost (LOAD="-rate 2000")
.PHONY: loadtest
loadtest:
	@mkdir -p build
	@go build -trimpath -o build/service ./examples/service
	@go run ./examples/loadtest $(LOAD)

## watchcost: measure what it costs a service, and a program of channel operations alone, to be watched (COST="-rounds 9")
.PHONY: watchcost
watchcost: build/sluice
	@go run ./bench/live $(COST)

## size: print what takes the room in the page; web/test/budget.spec.ts holds the limits
.PHONY: size
size: build build/named.wasm
	@cd web && node_modules/.bin/esbuild size/report.ts --bundle --platform=node --format=esm --packages=external \
	  --log-level=warning | node --input-type=module -

## pictures: take pictures of every scene, for the gallery page and to look at in web/screenshots
.PHONY: pictures
pictures: build test-browser-present
	@cd web && node_modules/.bin/playwright test -c pictures/pictures.config.ts
	@$(MAKE) --no-print-directory build

## fmt: bring all code into form
.PHONY: fmt
fmt: build/npm.stamp
	@git ls-files -z --cached --others --exclude-standard '*.go' | xargs -0 gofmt -w
	@cd web && node_modules/.bin/biome check --write .

## clean: remove everything that was built
.PHONY: clean
clean:
	rm -rf build dist wasm_exec.js web/node_modules web/test-results web/screenshots

# The scenes and the patterns are tested as the page runs them, instrumented, too.
# SQLite takes minutes to compile for the race detector, and its tests are processes.
slow := /sqlretry/sqlite
.PHONY: test-go
test-go: build/overlay-native/overlay.json
	@{ go test -race -json $$(go list ./engine/... ./practice/... | grep -v $(slow)) ./web/serve; \
	   go test -json $$(go list ./practice/... | grep $(slow)) $$(go list ./... | grep -v -e /engine -e /practice -e /web/serve); } \
	  | node web/test/gotest.mjs go build/counts
	@go test -race -json -overlay build/overlay-native/overlay.json ./engine/session ./engine/pattern \
	  | node web/test/gotest.mjs go-probed build/counts

# The wasm binary starts with a small environment: Go's loader for node allows it 8 kB.
IN_NODE = GOOS=js GOARCH=wasm go test -json -exec="env -i 'PATH=$$PATH' 'HOME=$$HOME' '$(GOROOT)/lib/wasm/go_js_wasm_exec'"

.PHONY: test-wasm
test-wasm: build/overlay/overlay.json
	@$(IN_NODE) ./engine/... | node web/test/gotest.mjs wasm build/counts
	@$(IN_NODE) -overlay build/overlay/overlay.json ./engine/session ./engine/pattern \
	  | node web/test/gotest.mjs wasm-probed build/counts

.PHONY: test-web
test-web:
	@cd web && SLUICE_COUNTS=../build/counts node_modules/.bin/playwright test

.PHONY: test-browser-present
test-browser-present: build/npm.stamp
	@cd web && node_modules/.bin/esbuild test/browser-present.ts --bundle --platform=node --format=esm --log-level=warning \
	  | node --input-type=module -

build/npm.stamp: web/package.json web/package-lock.json web/.npmrc
	@mkdir -p build
	cd web && npm ci --no-progress --loglevel=error
	@touch $@

wasm_exec.js: $(GOROOT)/lib/wasm/wasm_exec.js
	cp $< $@

build/sluice: $(go_files)
	@mkdir -p build
	go build -trimpath -o $@ .

build/overlay/overlay.json: build/sluice $(go_files)
	build/sluice instrument -o build/overlay $(GOPROBED)
	@touch $@

# What runs once at most is compiled without inlining: a tenth of the download.
# (Ebitengine brings most of it: its shader compiler parses Go.)
cold := go/... text/... regexp/... math/big net/... log/slog archive/... compress/... os/... \
        encoding/json encoding/gob reflect fmt sluice/engine/vet sluice/render/layout sluice/web/bridge \
        github.com/hajimehoshi/ebiten/v2/internal/shader github.com/hajimehoshi/ebiten/v2/internal/shaderir/...

build/overlay-native/overlay.json: build/sluice $(go_files)
	build/sluice instrument -target native -o build/overlay-native $(GOPROBED) ./desktop/primes
	@touch $@

build/sluice-desktop: build/overlay-native/overlay.json $(go_files)
	CGO_ENABLED=0 go build -trimpath -overlay build/overlay-native/overlay.json -o $@ ./desktop

link_wasm = GOOS=js GOARCH=wasm go build -trimpath $(cold:%=-gcflags=%=-l) -overlay build/overlay/overlay.json

build/sluice.wasm: build/overlay/overlay.json $(go_files)
	$(link_wasm) -ldflags="-s -w" -o $@ .

build/named.wasm: build/sluice.wasm
	$(link_wasm) -ldflags=-w -o $@ .

# How the page was built last.
page_flags = --site "$(SITE)"
.PHONY: always
build/page.flags: always
	@mkdir -p build
	@echo '$(page_flags)' | cmp -s - $@ || echo '$(page_flags)' > $@

build/page.stamp: build/npm.stamp build/sluice.wasm wasm_exec.js $(web_files) build/page.flags
	node web/build.mjs $(page_flags)
	@touch $@
