# Every target makes what it needs first, in .venv (or $HIPBREAK_VENV). `make help` lists them.
PYTHON ?= python3
PREPARED = $(PYTHON) packaging/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help run rehearse test lint bench shots icons clean

help: ## this list
	@sed -nE 's/^([a-z]+): ## /  make \1\t/p' Makefile | expand -t 18

run: ## start hipbreak in the tray (without a display: rehearse)
	@$(PREPARED) run

rehearse: ## a compressed hour on a private virtual screen; pictures in build/rehearsal
	@$(PREPARED) rehearse python -m tests.rehearsal

test: ## everything that must hold: style, types, floors, all tests
	@$(PREPARED) test
	@$(MAKE) --no-print-directory lint
	@$(PREPARED) test pytest

lint: ## style, types and floors
	@$(PREPARED) lint ruff check .
	@$(PREPARED) lint ruff format --check .
	@$(PREPARED) lint mypy
	@$(PREPARED) lint lint-imports

bench: ## measure memory, CPU, wake-ups and delays against the budgets
	@$(PREPARED) bench python -m tests.bench

shots: ## draw every window to build/shots, every figure to build/figures, the README's to docs
	@$(PREPARED) shots python -m tests.shots
	@$(PREPARED) shots python -m tests.figure_sheet
	@$(PREPARED) shots python -m tests.readme_pictures

icons: ## draw icons/ again
	@$(PREPARED) icons python packaging/icons.py

clean: ## remove what was built, but not the environment
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find hipbreak tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
