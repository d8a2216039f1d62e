# Yushi's commands. `make` alone lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup build demo test bench lint format fuzz scores soak interop clean

# One set of flags for everything, so that nothing is built twice: tests and programs are the same release build.
# (`swift test` would otherwise add -enable-testing, which rebuilds every file; tests use public and package API only.)
SWIFT_FLAGS := -c release --explicit-target-dependency-import-check error
TEST_FLAGS := $(SWIFT_FLAGS) --disable-testable-imports --disable-xctest
BIN = $(shell swift build $(SWIFT_FLAGS) --show-bin-path)

# Parameters of single commands, as in `make demo FOR=120`.
FOR ?= 60
SECONDS_EACH := $(if $(filter command,$(firstword $(origin SECONDS))),$(SECONDS),60)
TARGET ?= all
CYCLES ?= 20
BENCH ?=

help:  ## list the commands
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

setup:  ## install the Debian packages that are missing
	@Scripts/setup

build: setup  ## build the programs yushi and participant (release)
	swift build $(SWIFT_FLAGS) --product yushi
	swift build $(SWIFT_FLAGS) --product participant

demo: build  ## a node with participants around it, on real ZeroMQ, for FOR=60 seconds
	"$(BIN)/yushi" demo --for $(FOR)

test: setup  ## build everything once and run all tests
	swift build $(SWIFT_FLAGS) --build-tests
	swift test $(TEST_FLAGS) --skip-build

bench: setup  ## measure and print ratios; BENCH='--json' or BENCH='--only cel' go to the program
	swift build $(SWIFT_FLAGS) --product yushi-bench
	"$(BIN)/yushi-bench" $(BENCH)

lint: setup  ## format, floors, determinism of the core, what may stop a process
	@Scripts/lint

format:  ## rewrite the Swift files in the project's format
	swift format --in-place --parallel --recursive Package.swift Sources Tests

fuzz: setup  ## fuzz every reader of outside bytes for SECONDS=60 each; TARGET=block for one
	@Fuzz/run $(SECONDS_EACH) $(TARGET)

scores: build  ## compare scores with the second implementation, and write Docs/SCORE-VALIDATION.md anew
	Scripts/compare-scores "$(BIN)/yushi"
	Scripts/validate-scores "$(BIN)/yushi" > Docs/SCORE-VALIDATION.md

soak: build  ## kill an import CYCLES=20 times at random and compare with one that was left alone
	@Scripts/soak "$(BIN)" $(CYCLES)

interop: build  ## have the ledger checked and cosigned by programs that are not ours (PyPI), with kill -9 in between
	@Scripts/fetch-tlog-tools
	.cache/tlog-tools/bin/python3 Scripts/ledger-interop "$(BIN)" --kills $(CYCLES)

clean:  ## remove everything that was built or downloaded
	swift package clean
	rm -rf .build Fuzz/.build Benchmarks/.build .cache
