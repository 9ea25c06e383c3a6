# `make demo` and `make test` set up everything they need; nothing but Python 3.11 or newer has to be there before.
VENV := .venv
BIN := $(VENV)/bin
# The first Python on the path that is new enough; say `make PYTHON=/path/to/python3.12 ...` for another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
GOLD ?= ../shared/datasets/postings-gold/dev.jsonl
ENV ?= staging
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)

.PHONY: help install demo test lint format bench bench-containers evaluate emulators soak bundle lock clean

help: ## show this
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

install: $(VENV)/.dev ## set up .venv with everything, hash-pinned

demo: $(VENV)/.run ## the whole product on sample boards, on this machine, in under a minute
	@$(BIN)/jobfinder demo

test: $(VENV)/.dev ## all tests
	$(BIN)/pytest -n $(WORKERS) --dist loadfile -m "not alone and not soak"
	$(BIN)/pytest -m "alone and not soak"

lint: $(VENV)/.dev ## style, types and the one-way dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev ## rewrite the code in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev ## every figure, as a table and as build/bench.json
	$(BIN)/python -m benchmarks

bench-containers: $(VENV)/.dev ## memory and speed within each environment's limits, in real containers
	$(BIN)/python -m benchmarks.containers

evaluate: $(VENV)/.dev ## how well postings are read, field by field, against labels
	$(BIN)/jobfinder evaluate $(GOLD)

emulators: $(VENV)/.dev ## the real Firestore and Pub/Sub emulators with every function behind them
	$(BIN)/python -m emulator

soak: $(VENV)/.dev ## the long runs
	HYPOTHESIS_PROFILE=soak $(BIN)/pytest -n $(WORKERS) --dist loadfile -m "not alone" --timeout 3600

bundle: $(VENV)/.dev ## what is deployed to Cloud Functions, in build/bundle-$(ENV)
	$(BIN)/python scripts/bundle.py $(ENV)

lock: $(VENV)/.uv ## rewrite requirements/*.txt from pyproject.toml
	./scripts/lock.sh $(BIN)/uv

clean: ## remove what the other commands made
	rm -rf $(VENV) build .demo .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.uv: requirements/uv.txt
	@test -n "$(PYTHON)" || { echo "Job Finder needs Python 3.11 or newer on the path."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make a virtual environment; on Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/.run: requirements/run.txt pyproject.toml $(VENV)/.uv
	@test -e $(VENV)/.dev || $(BIN)/uv pip install -q --python $(BIN)/python --compile-bytecode --require-hashes -r requirements/run.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q shared functions
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml $(VENV)/.uv
	@$(BIN)/uv pip install -q --python $(BIN)/python --compile-bytecode --require-hashes -r requirements/dev.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q shared functions
	@touch $@ $(VENV)/.run
