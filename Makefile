# Everything below works on a machine with make and Python 3.11 to 3.13.
#   make demo    build the sample graph, check it, ask it a question and serve it
#   make test    check style, types and imports, and run all tests
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
STAMP   = $(VENV)/.installed-from-lock
WEB_STAMP = web/node_modules/.installed-from-lock
GOLD    = data/gold $(wildcard ../shared/gold)

# The settings of pip on this machine are left as they are; only its chatter is turned down.
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1

.PHONY: demo test clients evaluate calibrate bench bench-serving bench-scale screenshots soak web web-check lock install clean

demo: install
	$(BIN)/osce-kg demo

test: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadgroup

# Installs what is missing of the clients into build/clients, as root also from Debian, and runs all of them.
clients: install
	$(BIN)/python tests/clients/run.py --install

# Resolution is measured even if extraction is below a floor; the exit code tells of either.
evaluate: install
	@code=0; \
	$(BIN)/osce-kg evaluate --by-construct --mistakes $(addprefix --gold ,$(GOLD)) || code=$$?; \
	$(BIN)/osce-kg evaluate --resolution --by-construct --mistakes --reliability || code=$$?; \
	exit $$code

# Learns what confidence facts get, from the gold; to be run after rules of extraction have changed.
calibrate: install
	$(BIN)/osce-kg evaluate --calibrate $(addprefix --gold ,$(GOLD))

# Takes some five minutes; ratios and exponents, as docs/performance.md shows them.
bench: install
	$(BIN)/python -m benchmarks.extraction_cost
	$(BIN)/python -m benchmarks.validation
	$(BIN)/python -m benchmarks.network
	$(BIN)/python -m benchmarks.name_search

# Installs other servers into a folder outside of this one, and measures the endpoint beside them: half an hour.
bench-serving: install
	$(BIN)/python -m benchmarks.serving prepare
	$(BIN)/python -m benchmarks.serving

# Needs Debian's chromium. Writes the pictures of docs/images.
screenshots: install
	$(BIN)/python tests/browser/screenshots.py

# What builds cost and how that grows, into docs/performance.md: more than an hour, on a machine that does
# nothing else, with 16 GiB of disk to spare where temporary files go. SCALE= leaves out the largest sizes.
SCALE = --large
PAGE  = docs/performance.md

bench-scale: install
	$(BIN)/python -m benchmarks.machine --write $(PAGE)
	$(BIN)/python -m benchmarks.executions --write $(PAGE)
	$(BIN)/python -m benchmarks.graph_stage --write $(PAGE)
	$(BIN)/python -m benchmarks.derivation --write $(PAGE)
	$(BIN)/python -m benchmarks.resolution_growth $(SCALE) --write $(PAGE)
	$(BIN)/python -m benchmarks.corpus_growth $(SCALE) --write $(PAGE)
	$(BIN)/python -m benchmarks.crashes --write $(PAGE)

# Good and hostile traffic for ten minutes.
soak: install
	$(BIN)/python -m benchmarks.soak

# Both need Node 20; nothing else here does. The first writes the scripts of the pages, the second compares them.
web: $(WEB_STAMP)
	cd web && npx tsc --noEmit && node build.mjs

web-check: $(WEB_STAMP)
	cd web && npx tsc --noEmit && node build.mjs --check

$(WEB_STAMP): web/package.json web/package-lock.json
	cd web && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "osce-kg needs Python 3.11, 3.12 or 3.13, but '$(PYTHON)' is another or is missing." \
	    "Name one that fits: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	  { echo "'$(PYTHON)' cannot make virtual environments (on Debian: apt install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@echo "Installing the locked dependencies into $(VENV) …"
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# Needs uv. Pins every dependency, for every supported Python and system, with hashes; then, at the same versions,
# those that an installation needs.
LOCK = uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
  --no-emit-index-url --no-emit-find-links

lock:
	$(LOCK) --group dev pyproject.toml -o requirements.lock
	$(LOCK) --group build --constraints requirements.lock pyproject.toml -o deploy/requirements.lock
	$(LOCK) --extra cluster --constraints requirements.lock pyproject.toml -o deploy/cluster/requirements.lock

clean:
	rm -rf $(VENV) build dist web/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
