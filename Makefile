# `make` lists the targets. Python 3.11 or newer (with venv and pip) and make are all they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app wsgi
PORT ?= 8000
export BASE_URL ?= http://127.0.0.1:$(PORT)
TESTERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test check format lock bench clean

help: ## list these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

run: $(VENV)/.installed ## everything a fresh machine needs, demonstration data, then the product on port $(PORT)
	$(FLASK) db upgrade
	$(FLASK) demo --if-empty
	$(FLASK) serve --port $(PORT)

test: $(VENV)/.installed-dev ## everything for the tests, and the tests, on SQLite and on PostgreSQL
	$(BIN)/python -m pytest -n $(TESTERS)
	TEST_ENGINE=postgresql $(BIN)/python -m pytest -n $(TESTERS) -m "database and not browser and not one_engine"

check: $(VENV)/.installed-dev ## format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.installed-dev ## put the code in the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/bin/python ## renew the lock files from the direct dependencies
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $$(grep ^uv== requirements-dev.txt)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements.txt -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements-dev.txt -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements-bench.txt -o requirements-bench.lock

bench: $(VENV)/.installed-bench ## the benchmarks, each with its reference
	for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

clean: ## forget the environment and everything that is rebuilt (never the data)
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

$(VENV)/.installed-bench: requirements-bench.lock $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	touch $@
