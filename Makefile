# Start and check the product. `make` lists what there is.
.POSIX:
.PHONY: sbom help env demo test test-deep test-fast figures lint bench shots lock clean

PYTHON = .venv/bin/python
MANAGE = WERKCENTRUM_DEMO=1 $(PYTHON) manage.py
CHECKS = WERKCENTRUM_DEBUG=1 WERKCENTRUM_PG=tests
# Several runs with the same NIGHT=… count as one: `make test-deep NIGHT=monday TESTS=tests/test_races.py`.
NIGHT = $$(date +%Y%m%d-%H%M%S)
RUN = WERKCENTRUM_RESULTS=$(NIGHT)
TESTS = tests

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name text; do printf '%-10s %s\n' "$$name" "$$text"; done

env: ## install all that demo and tests need; start nothing
	@sh .ci/env

demo: env ## fill a database with fictitious people and serve the product
	@$(MANAGE) demo

test: env ## lint and run every test
	@sh .ci/browser
	@status=0; $(MAKE) --no-print-directory lint-only || status=1; $(RUN) $(PYTHON) -m pytest -q -n 2 || status=1; exit $$status

test-deep: env ## run every test (or TESTS=...) at the size of a night (or a piece of NIGHT=...)
	@sh .ci/browser
	@WERKCENTRUM_DEEP=1 $(RUN) $(PYTHON) -m pytest -q -n 2 $(TESTS)

figures: env ## write the figures of the last `make test` and `make test-deep` in docs/security.md
	@$(PYTHON) -m tests.support.figures --renew

test-fast: env ## run the tests that need no browser
	@$(PYTHON) -m pytest -q -n 2 -m "not browser"

lint: env lint-only ## check style, types, floors, templates and migrations

lint-only:
	@status=0; \
	$(PYTHON) -m ruff check -q . || status=1; \
	$(PYTHON) -m ruff format -q --check . || status=1; \
	$(CHECKS) $(PYTHON) -m mypy . || status=1; \
	.venv/bin/lint-imports --no-logo || status=1; \
	$(PYTHON) -m djlint --quiet --lint templates || status=1; \
	$(CHECKS) $(PYTHON) manage.py makemigrations --check --dry-run || status=1; \
	exit $$status

bench: env ## measure the heavy screens, one line of JSON each
	@$(MANAGE) bench

shots: env ## run the journeys, keep their screenshots and renew docs/tour
	@sh .ci/browser
	@WERKCENTRUM_SHOTS=1 $(PYTHON) -m pytest -q -m browser tests/journeys
	@$(PYTHON) -m tests.support.tour

sbom: env ## list every installed package in sbom.json (CycloneDX)
	@$(MANAGE) sbom --output sbom.json

lock: env ## pin the newest allowed versions of every package
	@sh .ci/lock

clean: ## remove what was installed and every local database
	rm -rf .venv .state node_modules staticfiles .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
