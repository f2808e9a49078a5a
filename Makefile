# SPDX-License-Identifier: Apache-2.0
# Everything a developer runs. `make help` lists it.

PYTHON  ?= python3
VENV    ?= .venv
BIN     := $(VENV)/bin
PY      := $(BIN)/python
MINUTES ?= 10
JOBS    ?= auto
CORES   := $(shell nproc)
N       ?= 20
EXAMPLES ?= 600
SEED    ?= 1
C_FILES  = $(shell git ls-files '*.c' '*.h')

.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 22

# A start-up must not compile, wherever PYTHONDONTWRITEBYTECODE is set.
COMPILED = $(PY) -m compileall -q

# --- set-up ------------------------------------------------------------------

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable '.[codegen]'
	touch $@

# What the first line cannot install, those of test-extras say.
$(VENV)/.test-installed: $(VENV)/.installed
	@$(BIN)/pip install --quiet --only-binary atheris,ray --editable '.[codegen,test,dev,fuzz,ray,docs]' 2>/dev/null || \
		$(MAKE) --no-print-directory test-extras
	touch $@

test-extras:
	$(BIN)/pip install --quiet --editable '.[codegen,test,dev]'
	@$(BIN)/pip install --quiet --only-binary atheris --editable '.[fuzz]' || \
		echo "make: no atheris: the host's Python is fuzzed without a look at coverage" >&2
	@$(BIN)/pip install --quiet --only-binary ray --editable '.[ray]' || echo "make: no wheel of ray: its tests skip" >&2
	@$(BIN)/pip install --quiet --editable '.[docs]' || echo "make: no generator for the site: its tests skip" >&2

$(VENV)/.docs-installed: $(VENV)/.installed
	$(BIN)/pip install --quiet --editable '.[docs]'
	touch $@

install: cc $(VENV)/.installed guest ## make .venv with instar and its guest binaries in it
	@$(COMPILED) instar

cc:
	@command -v $${CC:-cc} >/dev/null || { echo "make: no C compiler: install one (Debian: apt-get install gcc)" >&2; exit 1; }

guest: cc ## build the guest binaries
	@$(MAKE) --no-print-directory -j $(CORES) -C guest WERROR=-Werror

check-binary-sizes: guest ## hold the operations under their size limit
	@$(MAKE) --no-print-directory -C guest check-sizes

# --- from the specs ----------------------------------------------------------

codegen: $(VENV)/.installed ## regenerate everything that comes from specs/
	$(PY) -m codegen gen

check: $(VENV)/.test-installed guest ## everything that can be said without running: drift, lint, types, C, spelling, links
	$(PY) -m codegen lint
	$(PY) -m codegen check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/clang-format --dry-run --Werror $(C_FILES)
	$(BIN)/mypy
	@if command -v clang >/dev/null; then $(MAKE) --no-print-directory -j $(CORES) -C guest CC=clang OUT=build/clang WERROR=-Werror all; \
	else echo "check: no clang: the guest's C was held against one compiler's warnings only"; fi
	$(BIN)/codespell
	$(PY) -m pytest tests/docs/test_commands.py -k links

hooks: ## let git call `make check` before each commit
	install -m 755 .ci/pre-commit "$$(git rev-parse --git-path hooks)/pre-commit"

format: $(VENV)/.test-installed ## format Python and C
	$(BIN)/ruff format .
	$(BIN)/clang-format -i $(C_FILES)

prove: $(VENV)/.test-installed ## prove parsers and calculators with CBMC
	$(PY) -m lab.proofs.run

# --- tests -------------------------------------------------------------------

test-deps: $(VENV)/.test-installed ## install what the tests use beside Python, as far as this machine allows
	@$(PY) -m lab.tools

test: cc $(VENV)/.test-installed guest test-deps ## run every test, on all cores
	@$(COMPILED) instar lab codegen # which thousands of processes import
	env -u PYTHONDONTWRITEBYTECODE $(PY) -m pytest tests -n $(JOBS) --dist worksteal

matrix: $(VENV)/.test-installed ## fetch Debian's qemu-img versions and compare live
	$(PY) -m lab.parity.matrix

fuzz-diff: $(VENV)/.test-installed guest ## differential fuzzing against qemu-img
	$(PY) -m lab.fuzz.differential --minutes $(MINUTES)

fuzz: $(VENV)/.test-installed guest ## coverage-guided fuzzing
	$(PY) -m lab.fuzz.run --minutes $(MINUTES)

samples: $(VENV)/.test-installed guest ## what `make test` draws a few of, EXAMPLES each
	INSTAR_EXAMPLES=$(EXAMPLES) INSTAR_IMAGES=$(EXAMPLES) $(PY) -m pytest -n $(JOBS) tests/codegen tests/strategies tests/hostile tests/parity tests/docs/test_site.py

mutants: $(VENV)/.test-installed guest ## seed N faults from SEED, list those that no test notices
	$(PY) -m lab.mutants --seed $(SEED) --count $(N)

crash: $(VENV)/.test-installed guest ## crash commands everywhere, beside qemu-img (MOST states each, WRITE=--write)
	$(PY) -m lab.crash.run $(if $(MOST),--most $(MOST)) $(WRITE)
	$(PY) -m lab.crash.inject $(if $(MOST),--most $(MOST)) $(WRITE)

bench: $(VENV)/.test-installed guest ## ratios against qemu-img, one table
	$(PY) -m lab.bench.run $(WRITE)

# --- publishing --------------------------------------------------------------

release-check: $(VENV)/.test-installed guest ## build what would be published, install it in empty places, and ask it
	$(PY) -m lab.release

# --- documentation -----------------------------------------------------------

docs: $(VENV)/.docs-installed ## build the documentation site into build/site
	$(PY) docs/site/build.py

clean: ## remove what was built
	rm -rf build dist site $(VENV)
	$(MAKE) -C guest clean

.PHONY: help install cc guest check-binary-sizes codegen check format hooks prove test-deps test-extras test matrix fuzz-diff fuzz mutants samples crash bench release-check docs clean
