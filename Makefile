# Two commands do everything for a newcomer: `make run` and `make test`. Both set up what they need, once.

PYTHON ?= python3
VENV := .venv
UV := .tools/bin/uv
GAPWISE := $(VENV)/bin/gapwise
CODE := bot questions storage tests
# What the bank's live questions are held against: a change of a key needs a new id.
BASE ?= $(shell git rev-parse --quiet --verify HEAD~1 2>/dev/null)

.PHONY: run test lint bench lock audit clean help

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run: $(VENV)/.run ## start the bot: the local chat without a token, Telegram with one
	@exec $(GAPWISE) run

# More processes than cores: many tests wait for a bot or a browser. A file's tests share what they set up.
test: $(VENV)/.dev ## everything that CI checks
	$(MAKE) --no-print-directory lint
	$(GAPWISE) bank check $(if $(BASE),--base $(BASE))
	$(GAPWISE) bank prove
	$(VENV)/bin/python -m pytest --numprocesses 4 --dist loadfile

lint: $(VENV)/.dev ## style, types, rooms, and the database schema
	$(VENV)/bin/ruff check $(CODE)
	$(VENV)/bin/ruff format --check $(CODE)
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	@folder=$$(mktemp -d) && export DATABASE_URL=sqlite:///$$folder/check.db && trap 'rm -r "$$folder"' EXIT \
		&& $(GAPWISE) migrate && $(VENV)/bin/alembic check

bench: $(VENV)/.dev ## measure: CPU per answer, load, measuring, choosing
	$(VENV)/bin/python -m tests.bench

audit: $(VENV)/.dev ## known vulnerabilities of what is locked
	$(VENV)/bin/pip-audit --require-hashes --disable-pip --requirement requirements/run.txt

lock: .tools/.done ## lock the newest versions that pyproject.toml allows
	for extra in run dev; do \
		$(UV) pip compile --quiet --system-certs --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
			--upgrade --extra $$extra pyproject.toml --output-file requirements/$$extra.txt || exit 1; \
	done

clean: ## remove what was set up, and keep the data
	rm -rf $(VENV) .tools .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# uv installs in seconds what takes pip a minute; where it does not get through, pip does the same from the same hashes.
.tools/.done: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit("Gapwise needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --upgrade --target .tools --requirement requirements/uv.txt
	@touch $@

define install
	test -x $(VENV)/bin/python || $(UV) venv --quiet --python $(PYTHON) $(VENV) || $(PYTHON) -m venv $(VENV)
	$(UV) pip install --quiet --system-certs --python $(VENV)/bin/python --require-hashes --requirement $(1) \
		|| { $(VENV)/bin/python -m ensurepip --default-pip >/dev/null && $(VENV)/bin/python -m pip install --quiet --require-hashes --requirement $(1); }
	$(UV) pip install --quiet --offline --python $(VENV)/bin/python --no-deps --no-build-isolation --editable . \
		|| $(VENV)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
endef

$(VENV)/.run: .tools/.done requirements/run.txt pyproject.toml
	$(call install,requirements/run.txt)
	@touch $@

$(VENV)/.dev: .tools/.done requirements/dev.txt pyproject.toml
	$(call install,requirements/dev.txt)
	@touch $(VENV)/.run $@
