# Aanjager. Two commands do everything on a fresh Debian machine: `make demo` and `make test`.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help pictures words demo serve work test check prove format lock ready ready-for-tests lint types imports migrations pure sqlite postgres

PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -n 2

# What Python compiled is kept, also where a machine says not to: otherwise every worker of every leg compiles all of it again.
export PYTHONDONTWRITEBYTECODE :=

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

# ---------------------------------------------------------------------------------------------------------------------
# Run it

demo: ready ## Set up, load the demonstration, drive every round through, write the letters under var/
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py demo --today

# Django serves styles and scripts of itself only where errors are shown to the developer (DEBUG_PAGES=true), unless it is told to: --insecure.
serve: ready ## Serve on http://127.0.0.1:8000
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py runserver --insecure 127.0.0.1:8000

work: ready ## Make letters and send reminders, until Ctrl-C
	@$(PYTHON) manage.py migrate --verbosity 0
	@trap 'stopped=yes' INT; .venv/bin/celery --app config.celery worker --beat --concurrency 2 --loglevel INFO || test "$$stopped"

# ---------------------------------------------------------------------------------------------------------------------
# Check it

test: ready-for-tests lint types imports migrations sqlite postgres ## Set up and check everything (some minutes)

check: ready lint types imports pure ## Check what needs no database

prove: ready-for-tests ## Run the long proofs, on both engines
	DATABASE_URL=sqlite:///var/test.sqlite3 $(PYTEST) -m proof --timeout 3600
	.ci/postgres $(PYTEST) -m "proof or one_engine" --timeout 3600

lint:
	.venv/bin/ruff check
	.venv/bin/ruff format --check

types:
	AANJAGER_ENV=test .venv/bin/mypy

imports:
	.venv/bin/lint-imports --no-logo

migrations:
	AANJAGER_ENV=test $(PYTHON) manage.py makemigrations --check --dry-run

# Database tests run twice: on the embedded SQLite, in one run with all that needs no database, and on a PostgreSQL of their own.
pure:
	DATABASE_URL=sqlite:///var/test.sqlite3 $(PYTEST) -m "not database"

sqlite:
	DATABASE_URL=sqlite:///var/test.sqlite3 $(PYTEST)

postgres:
	.ci/postgres $(PYTEST) -m database

# ---------------------------------------------------------------------------------------------------------------------
# Keep it

format: ready ## Put the code in the form that `make check` wants
	.venv/bin/ruff format
	.venv/bin/ruff check --fix

pictures: ready-for-tests ## Renew the pictures of the README from what `make demo` left
	@$(PYTHON) docs/pictures/make.py
	@$(PYTHON) docs/pictures/screens.py

words: ready ## Collect the texts of the screens, and compile their translation (needs gettext)
	@$(PYTHON) manage.py words

lock: ready ## Renew uv.lock and requirements.lock after a change in pyproject.toml
	.venv/bin/uv lock
	.venv/bin/uv export --quiet --frozen --all-groups --no-emit-project --no-header --output-file requirements.lock

ready:
	@.ci/bootstrap

ready-for-tests:
	@.ci/bootstrap test
