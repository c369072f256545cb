# SPDX-License-Identifier: GPL-3.0-or-later
# The scripts by their short names. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run test deps build dev migrate-up bench coverage format lint asan tsan soak screenshots \
	deb test-package stack-up stack-down stack-status

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: ## Install what is missing, build, and open the back office
	scripts/run

test: ## Install what is missing, build, and run every test
	scripts/test

deps: ## Install what is missing to build, test and check
	scripts/setup --tests --lint --coverage

build: ## Build the programs into build/bin/
	scripts/build

dev: build ## Start the eight services without a window, for development
	POS_ENV=development build/bin/pos-server

migrate-up: build ## Bring the database of the data folder (or DATABASE_URL) to the newest schema
	build/bin/posctl migrate up

stack-up: ## Start the real PostgreSQL, Redis, Kafka, Vault and mail server; then: eval "$$(scripts/stack env)"
	scripts/stack up

stack-down: ## Stop them; what they stored stays
	scripts/stack down

stack-status: ## What of them runs, and where
	scripts/stack status

bench: ## Measure, and print each figure beside its bar
	scripts/bench

coverage: ## Run the tests and write build-coverage/coverage/index.html
	scripts/coverage

format: ## Lay out the C++ code as .clang-format says
	scripts/lint --fix

lint: ## Check layout and the short list of errors of .clang-tidy
	scripts/lint

asan: ## Run the tests under AddressSanitizer and UndefinedBehaviorSanitizer
	scripts/test --preset asan

tsan: ## Run the server's tests under ThreadSanitizer
	scripts/test --preset tsan

soak: ## Run the long tests: slow clients and junk over raw sockets, a thousand kills under load
	scripts/build --preset ci
	python3 tests/http/soak.py build-ci/tests/http_probe
	POS_SOAK=1 POS_BIN_DIR=$(CURDIR)/build-ci/bin POS_TEST_CLUSTER=$(CURDIR)/tests/support/test-cluster QT_QPA_PLATFORM=offscreen \
		python3 -B tests/fault/kill_test.py

deb: ## Make the Debian package, build/pos-backoffice_VERSION_amd64.deb
	scripts/package

test-package: ## Make the package and live its whole life in a fresh Debian: install, serve, upgrade, remove (root, minutes)
	scripts/test-package

screenshots: ## Take docs/screenshots/ anew, every page: of SERVER=URL EMAIL=ADDRESS (password in POS_PASSWORD), else of a made-up shop
	cmake --preset dev
	cmake --build build-dev --target pos-screenshots
	QT_QPA_PLATFORM=offscreen build-dev/tests/pos-screenshots $(if $(SERVER),--server $(SERVER) --email $(EMAIL))
