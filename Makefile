# Every developer command. `make help` lists them.
# A fresh machine needs Python 3.11 and make; everything else comes from the registries at the first `make setup`.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset test check fix bench map adr messages

help:  ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup:  ## create .venv, install the locked packages, compile the translations
	@$(PYTHON) tools/bootstrap.py

demo: setup  ## bring up the demo federation at http://127.0.0.1:8000 (PORT= changes it)
	@$(BIN)/unionhall demo --port $(PORT)

demo-reset: setup  ## throw the demo's data away and start over
	@$(BIN)/unionhall demo --port $(PORT) --reset

test: setup  ## run all tests (ARGS= goes to pytest; DATABASE_URL= tests on that server)
	@$(BIN)/python tools/test.py $(ARGS)

check: setup  ## format, lint, types, contracts, migrations, translations, docs, licences, vulnerabilities
	@$(BIN)/python tools/check.py $(ARGS)

fix: setup  ## put right what can be put right by itself: format, import order, generated docs
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@$(BIN)/python tools/map.py
	@$(BIN)/python tools/states.py
	@$(BIN)/python tools/variables.py

bench: setup  ## measure (ARGS= chooses what)
	@$(BIN)/python -m bench $(ARGS)

map: setup  ## draw docs/map.md and docs/states/ again
	@$(BIN)/python tools/map.py
	@$(BIN)/python tools/states.py
	@$(BIN)/python tools/variables.py

adr: setup  ## start the next decision record: make adr TITLE="Letters are cases"
	@$(BIN)/python tools/adr.py $(TITLE)

messages: setup  ## collect the strings to translate, then compile the translations
	@$(BIN)/python tools/messages.py
