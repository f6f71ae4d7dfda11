# Two commands: `make demo` and `make test`. Everything they need goes into ignored folders of this repository.
PORT ?= 8000
PYTHON ?= python3

.PHONY: demo test lint lock

demo: ## set up, load the demonstration and start the site (PORT=8000)
	@$(PYTHON) tools/bootstrap.py runtime
	@PORT=$(PORT) .venv/bin/python manage.py run_demo --port $(PORT)

test: ## set up what tests need and run them all (ARGS for pytest)
	@$(PYTHON) tools/bootstrap.py dev
	@tools/test.sh $(ARGS)

lint: ## formatting, lint and the ladder of packages
	@$(PYTHON) tools/bootstrap.py dev
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/lint-imports

lock: ## write requirements/*.txt anew from pyproject.toml
	@$(PYTHON) tools/bootstrap.py lock
