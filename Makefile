# SPDX-License-Identifier: Apache-2.0
#
# Two commands: `make run` and `make test`. Both do all the set-up that is missing, and say what they do.

SHELL := /bin/bash
TOPOLOGY ?= topology/street.yaml
RUN_ARGS ?= --demo
JOBS ?= $(shell nproc)
VENV := .venv
# The modules with a documentation catalogue.
DOCUMENTED := $(sort $(patsubst Sources/%/Docs.docc,%,$(wildcard Sources/*/Docs.docc)))
PYTHON := $(CURDIR)/$(VENV)/bin/python
SWIFT := swift
# A crash in a test must not leave a backtracer waiting on a pipe.
export SWIFT_BACKTRACE := enable=no

.PHONY: run test build setup setup-test setup-bench lint format bench soak acceptance docs clean help

help: ## What there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

run: setup build ## Start a gateway on a demo street; Ctrl-C stops it
	@exec $$($(SWIFT) build --show-bin-path)/headroom run $(TOPOLOGY) $(RUN_ARGS)

build: setup ## Build the command (debug)
	@echo "building headroom (the first time takes some minutes)"
	@$(SWIFT) build --product headroom

setup: ## Install what is missing of the system packages
	@scripts/setup.sh run

setup-test: ## ... and what the tests need
	@scripts/setup.sh test

setup-bench: ## ... and what the measurements need
	@scripts/setup.sh bench

test: setup-test ## Everything that fits in half an hour, debug build
	@scripts/test.sh

acceptance: setup-test build ## The independent judge against a running gateway
	@scripts/acceptance.sh

lint: ## Formatting, without changing anything
	@$(SWIFT) format lint -rs --strict Sources Tests

format: ## Formatting, in place
	@$(SWIFT) format -ri Sources Tests

bench: setup-bench ## Benchmarks beside the peers (release; HEADROOM_BENCH is the folder of the peers)
	@scripts/bench.sh

soak: setup-test ## Long seeded simulations and fuzzing (release)
	@scripts/soak.sh

docs: ## DocC pages into docs/ (fetches the plug-in for that run only)
	@HEADROOM_DOCS=1 $(SWIFT) package --allow-writing-to-directory docs \
		generate-documentation $(addprefix --target ,$(DOCUMENTED)) \
		--enable-experimental-combined-documentation --output-path docs

clean: ## Remove what was built
	@rm -rf .build .build-core Benchmarks/.build docs
