# Two commands are enough: `make lab` to learn, `make test` to check. Both install what they need.

PYTHON ?= python3
# The language of the start page: en or ko.
LESSONS ?= en
# More arguments for JupyterLab, for instance LAB_ARGS="--no-browser --port 9999".
LAB_ARGS ?=
# How many processes the tests share. A file stays in one; the slow ones, the browser's, go first.
WORKERS ?= 2
# More arguments for the benchmark, for instance BENCHMARK_ARGS="--case graph" or --readme.
BENCHMARK_ARGS ?=

BIN := .venv/bin
# JupyterLab refuses to run as root (containers) unless told.
ALLOW_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
# Said here because pip's own words for an old Python are about something else.
NEW_ENOUGH = @$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	"Python 3.11 or newer is needed. Name one, as in: make $(MAKECMDGOALS) PYTHON=python3.12")'

.PHONY: help lab test lint types notebooks picture benchmark chromium clean

help:
	@echo "make lab        install and open the lessons in JupyterLab (LESSONS=ko for Korean)"
	@echo "make test       install what the tests need, then run all of them"
	@echo "make lint       style;  make types  types"
	@echo "make notebooks  build notebooks/ko and notebooks/en from notebooks/source"
	@echo "make picture    draw the READMEs' pictures again"
	@echo "make benchmark  how fast the engine is, beside other libraries"
	@echo "make clean      remove what was installed and cached"

lab: .venv/installed
	$(BIN)/jupyter lab $(ALLOW_ROOT) --LabApp.default_url=/lab/tree/notebooks/$(LESSONS)/index.ipynb $(LAB_ARGS)

test: chromium lint types
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --nbval --nbval-current-env

lint: .venv/installed-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/installed-test
	$(BIN)/mypy

notebooks: .venv/installed-test
	$(BIN)/python notebooks/build.py

picture: .venv/installed
	$(BIN)/python scripts/readme_picture.py

benchmark: .venv/installed-benchmark
	$(BIN)/python -m benchmarks.engine $(BENCHMARK_ARGS)

chromium:
	scripts/chromium.sh

# The stamps: a changed pyproject.toml installs again.
.venv/installed: pyproject.toml
	$(NEW_ENOUGH)
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --editable .
	touch $@

.venv/installed-test: pyproject.toml
	$(NEW_ENOUGH)
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --editable ".[test]"
	touch .venv/installed $@

.venv/installed-benchmark: .venv/installed-test
	$(BIN)/python -m pip install --editable ".[benchmark]"
	touch $@

clean:
	rm -rf .venv build dist .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
