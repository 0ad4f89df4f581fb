# `make demo` shows Marsad at work, `make test` passes the tests; each makes its own environment in .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint lock bench clean

demo: .venv/ready
	$(BIN)/marsad demo

test: .venv/ready-dev
	$(BIN)/pytest -n auto

lint: .venv/ready-dev
	$(BIN)/ruff format --check src tests benchmarks tools training
	$(BIN)/ruff check src tests benchmarks tools training
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/ready-bench
	$(BIN)/python -m benchmarks.reading_speed

# The lock files hold hashes and no registry address.
lock: .venv/ready-dev
	$(BIN)/pip install -q "uv>=0.9"
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --extra build pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --extra build --extra dev --extra gazetteer -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --extra build --extra bench -c requirements/run.txt pyproject.toml -o requirements/bench.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --extra build --extra train -c requirements/run.txt pyproject.toml -o requirements/train.txt

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --upgrade "pip>=25"

.venv/ready: .venv/bin/python requirements/run.txt
	$(BIN)/pip install -q --require-hashes -r requirements/run.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	touch $@

.venv/ready-dev: .venv/bin/python requirements/dev.txt
	$(BIN)/pip install -q --require-hashes -r requirements/dev.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	touch $@

.venv/ready-bench: .venv/ready requirements/bench.txt
	$(BIN)/pip install -q --require-hashes -r requirements/bench.txt
	touch $@

clean:
	rm -rf .venv build dist demo-archive
