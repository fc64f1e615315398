# make run | test | lint | evaluate | bench | bench-merging | bench-queries | clean
# VENV=... uses another virtual environment, PORT=... another port, PYTHON=... another interpreter, TESTERS=...
# as many processes for the tests (0: none beside pytest itself), EVENTS="50000 500000" other sizes for bench-queries.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3.11
VENV ?= .venv
PORT ?= 8000
TESTERS ?= 2
EVENTS ?= 50000 500000 5000000

BIN := $(VENV)/bin
# the stamp is newer than pyproject.toml once everything that it asks for is installed
STAMP := $(VENV)/.installed
say = @printf '\033[1m==> %s\033[0m\n'

.PHONY: help setup run test lint evaluate bench bench-merging bench-queries clean

help: ## Say what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

setup: $(STAMP) ## Virtual environment and dependencies

$(STAMP): pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed; name it with make PYTHON=/path/to/python3.11"; exit 1; }
	$(say) "Virtual environment in $(VENV) ($$($(PYTHON) --version 2>&1))"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(say) "Dependencies from pyproject.toml (about a minute the first time)"
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input -e '.[dev]'
	@touch $(STAMP)

run: $(STAMP) ## Everything up with sample articles, on http://127.0.0.1:$(PORT)
	@PATH="$(abspath $(BIN)):$$PATH" PORT=$(PORT) exec app/samples/run

# The tests of one file stay in one process: what they share is made once.
test: $(STAMP) ## All tests
	$(say) "Tests"
	@$(BIN)/python -m pytest -n $(TESTERS) --dist loadscope

lint: $(STAMP) ## Ruff (rules and format) and mypy
	$(say) "Rules (ruff check)"
	@$(BIN)/ruff check .
	$(say) "Format (ruff format)"
	@$(BIN)/ruff format --check .
	$(say) "Types (mypy)"
	@$(BIN)/mypy

evaluate: $(STAMP) ## Score extraction on the gold; fails below the floors
	$(say) "Extraction against the gold"
	@$(BIN)/dateline evaluate

bench: $(STAMP) ## Speed of extraction beside raw spaCy, latency of the API, peak memory
	$(say) "Benchmarks (a few minutes)"
	@$(BIN)/python -m benchmarks

bench-merging: $(STAMP) ## Reports merged a second beside 10 k, 100 k and 1 M events
	$(say) "Merging beside more and more events (an hour or so)"
	@$(BIN)/python -m benchmarks.merging

bench-queries: $(STAMP) ## Every question over 50 k, 500 k and 5 M events, beside Datasette (60 GB of disk)
	$(say) "Questions over $(EVENTS) events"
	@$(BIN)/python -m benchmarks.queries $(EVENTS) --json bench-queries.json --plot bench-queries.svg

clean: ## Remove the virtual environment and caches; the data folder stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
