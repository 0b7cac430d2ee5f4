# Everything that is done to this repository has a name here: make help
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
VENV := $(or $(PANJEREH_VENV),.venv)
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := $(VENV)/bin/python
export PYTHONPATH := src
# The whole suite in as many processes as there are cores, each with a database and a product of its own.
SPREAD := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: help run test check bench lookbook long words setup setup-dev

run: setup ## Open the window at http://localhost:8000 (PORT, HOST and PANJEREH_DATA are honoured)
	@PANJEREH_DEMO=1 exec $(PY) -m panjereh.config.command run

test: setup-dev ## All tests, with the journeys through a browser; ARGS="-k words" narrows them
	@PANJEREH_BROWSER="$$($(PY) scripts/browser.py)" $(PY) -m pytest $(or $(ARGS),$(SPREAD))

check: setup-dev ## Style, types, floors, migrations, settings, translations, what may not be in the repository
	@$(PY) scripts/check.py

bench: setup-dev ## Measure and write bench/results.json
	@$(PY) -m bench

lookbook: setup-dev ## Pictures of every page in build/lookbook/index.html
	@PANJEREH_BROWSER="$$($(PY) scripts/browser.py)" $(PY) -m tests.lookbook

long: setup-dev ## What takes too long for every day: more seeds, more kills, all variants
	@PANJEREH_LONG=1 PANJEREH_BROWSER="$$($(PY) scripts/browser.py)" $(PY) -m pytest $(ARGS)

words: setup-dev ## Bring the translations up to date with the source
	@$(PY) -m panjereh.config.translations update

setup: # what `run` needs, once
	@$(PYTHON) scripts/setup.py run

setup-dev: # what the tests and checks need, once
	@$(PYTHON) scripts/setup.py dev

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20
