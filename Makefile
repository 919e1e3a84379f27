# PYTHON chooses the interpreter: make demo PYTHON=python3.13
PYTHON ?=
JOBS ?= auto

# Runs a command in this checkout's own environment, which it makes first if it is not there.
IN = ./.ci/environment "$(PYTHON)"
PYTEST = $(IN) python -m pytest -q -n $(JOBS)

# What `make demo` shows, one command a line.
define DEMO_COMMANDS
recognition check tests/samples/elmo/fi-nurse-2021.json --answers tests/samples/demo/finnish_nurse_answers.yaml --to de/nurse --on 2026-11-23
recognition check tests/samples/demo/filipino_nurse.yaml --to de/nurse --on 2026-11-23
endef
export DEMO_COMMANDS

.PHONY: help demo test test-full explore smoke static lock clean

help: ## say what can be made
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

demo: ## run the main job on real input
	@$(IN)
	@echo "$$DEMO_COMMANDS" | while read -r command; do echo "$$ $$command"; $(IN) sh -c "$$command" </dev/null || exit; echo; done

test: static ## every check, and every test at small size
	@$(PYTEST) --cov --cov-report=term:skip-covered

test-full: static ## every test at the sizes that issues ask for; a skip is a failure
	@RECOGNITION_NO_SKIP=1 $(PYTEST) -p tests.no_skip -m ""

explore: ## the tests of make test with other random examples each time
	@$(PYTEST) --hypothesis-profile=explore

smoke: demo ## a quick proof that another interpreter works
	@$(PYTEST) tests/engine tests/test_project.py

static:
	@$(IN) ruff check --quiet .
	@$(IN) mypy
	@$(IN) lint-imports --no-logo

lock: ## compile constraints.txt anew, for all three Pythons
	@$(IN) python -m venv .venv/lock
	@.venv/lock/bin/python -m pip install --quiet uv
	@{ printf '%s\n' '# Every version this project is built and tested with. Made by: make lock'; \
	.venv/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
	--no-header --no-annotate --upgrade pyproject.toml; } >.venv/lock/constraints.txt
	@mv .venv/lock/constraints.txt constraints.txt

clean: ## remove the environments and what tools left behind
	rm -rf .venv build dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
