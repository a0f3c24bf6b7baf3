# Every target sets up what it needs by itself; `make` alone tells what there is.
SHELL := /bin/bash
BIN := .venv/bin
ARGS ?=
JOBS ?= 3
SECONDS ?= 60
DATA ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test faults faults-quick accuracy bench fuzz lint types pytest format locks gazetteer seeds dashboards panels picture docs compose-test kubernetes clean

help: ## Tell what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Make .venv: Python 3.11 to 3.14, locked versions, this tree
	@deploy/setup.sh dev

demo: ## News through the whole flow on an embedded broker; ARGS="--keep" and others go along
	@deploy/setup.sh demo
	@$(BIN)/newsfeed demo $(ARGS)

test: setup lint types pytest ## Everything CI checks; ARGS="tests/stages -k late" narrows pytest

faults: setup ## Break everything, recount, write docs/reliability.md (an hour); JOBS=1 one run at a time
	@deploy/setup.sh fuzz
	@$(BIN)/python -m tests.faults --publish --jobs $(JOBS) $(ARGS)

faults-quick: setup ## The same in minutes, as part of make test does it; writes no document
	@$(BIN)/python -m pytest tests/faults $(ARGS)

accuracy: setup ## How right tickers and duplicates are; writes docs/accuracy.md. DATA=DIR has public tweets
	@$(BIN)/python -m tests.accuracy --publish $(if $(DATA),--data $(DATA)) $(ARGS)

bench: ## How fast the stages and the flow are here; ARGS="--pure" leaves the brokers out
	@deploy/setup.sh bench
	@$(BIN)/python -m tests.bench $(ARGS)

fuzz: ## Look for input that breaks a stage; SECONDS=60 a target, ARGS="tag dedupe" for some
	@deploy/setup.sh fuzz
	@SECONDS=$(SECONDS) $(BIN)/python -m tests.fuzz $(ARGS)

lint: setup ## Style rules
	@echo "lint: ruff"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "lint: make format mends the above"; exit 1; }

types: setup ## Type check, strict
	@echo "types: mypy"
	@$(BIN)/mypy

pytest: setup
	@$(BIN)/python -m pytest $(ARGS)

format: setup ## Mend the layout of the code, and what ruff can mend safely
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

locks: build/uv/bin/uv ## Make deploy/locks anew from pyproject.toml; UPGRADE=1 for newer versions
	@deploy/lock.sh $<

build/uv/bin/uv: deploy/locks/uv.txt | setup
	@echo "locks: getting uv"
	@$(BIN)/python -m venv --clear build/uv
	@build/uv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

gazetteer: ## Make the table of instruments anew from its pinned sources; ARGS=--check compares
	@deploy/setup.sh gazetteer
	@$(BIN)/python -m stream.gazetteer.build $(ARGS)

seeds: setup ## Make the seed articles anew from the texts as they came
	@$(BIN)/python -m seeds.cut
	@$(BIN)/python -m seeds.extra

dashboards: setup ## Make Grafana's dashboards anew from deploy/grafana
	@$(BIN)/python -m deploy.grafana.dashboards

panels: setup ## Ask all that the dashboards ask, of a real run (ten minutes); writes docs/dashboards.md
	@$(BIN)/python -m tests.panels $(ARGS)

picture: setup ## Draw the dashboards of the last run of make panels, for the documents
	@deploy/setup.sh picture
	@$(BIN)/python -m tests.panels.picture

docs: setup ## Make anew what the documents say of the code: tables, examples, schemas
	@$(BIN)/python -m deploy.docs

compose-test: setup ## The demo in containers, as its users run it and as it fails (ten minutes); ARGS=--publish
	@$(BIN)/python -m tests.compose $(ARGS)

kubernetes: setup ## Render the manifests for Kubernetes and check them; gets Go and the schemas
	@deploy/setup.sh kubernetes
	@$(BIN)/python -m pytest tests/deploy -k kubernetes $(ARGS)

clean: ## Remove what was made here: .venv, caches, build
	@rm -rf .venv build dist .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
