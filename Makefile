# mgov: `make` alone lists the targets.
.DEFAULT_GOAL := help
.PHONY: help demo test lint types docs bench format golden requirements clean

# Any CPython 3.11 to 3.13 that can make a virtual environment will do.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

demo: .venv/.demo ## the 2017 record as models, figures, a QR code and a page (under a minute)
	$(BIN)/python examples/palm_government.py

test: .venv/.dev ## every test, every example of README, docs and docstrings, branch coverage 100 %
	-@$(BIN)/python -m scripts.fetch_chromium
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

lint: .venv/.dev ## style, formatting and the import rules of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

types: .venv/.dev ## mypy strict on the library, pyright strict on a user's program
	$(BIN)/mypy
	$(BIN)/pyright

docs: .venv/.dev ## the documentation site, strictly, into site/
	$(BIN)/zensical build --strict --clean

bench: .venv/.dev ## what imports, audits, codes and measures cost, as ratios to others in the same run
	for script in benchmarks/bench_*.py; do $(BIN)/python $$script || exit 1; done

format: .venv/.dev ## rewrite the code in the house style
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

golden: .venv/.dev ## write the JSON Schemas and the pictures of the pages anew, for a change that is meant
	MGOV_GOLDEN=write $(BIN)/pytest -q tests/test_schemas.py tests/test_docs_pictures.py

requirements: .venv/.dev ## pin the newest versions, with hashes and without any registry's name
	sh scripts/pin_requirements.sh $(BIN)/uv

clean: ## remove what the other targets made
	rm -rf .venv site out .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 to 3.13 with venv found. Install one (on Debian: python3 and python3-venv), or say which: make PYTHON=/path/to/python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.demo: requirements/demo.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements/demo.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ .venv/.demo
