PYTHON ?= python3
AXE := axe-core@4.14.1
BIN := .venv/bin
# As the app has it: with more threads a product of our sizes waits for them.
export OPENBLAS_NUM_THREADS := 1

.PHONY: run test quick lint types check format browser screens

run: .venv/app.installed
	$(BIN)/streamlit run app.py

test: quick browser
	$(BIN)/pytest -m long -n 2 --dist loadfile
	$(BIN)/pytest -m browser

quick: .venv/dev.installed
	$(BIN)/pytest -m "not browser and not long" -n 2 --dist loadfile

lint: .venv/dev.installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/dev.installed
	$(BIN)/mypy

format: .venv/dev.installed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

check: lint types test

screens: browser
	PYTHONPATH=.:tests $(BIN)/python tests/browser/take_screens.py

browser: .venv/dev.installed node_modules/axe-core/axe.min.js
	sh tests/browser/get_browser.sh $(BIN)

# Debian keeps venv in a package of its own.
.venv/app.installed: requirements.txt
	$(PYTHON) -m venv .venv || { apt-get update && apt-get install -y python3-venv && $(PYTHON) -m venv .venv; }
	$(BIN)/pip install --quiet -r requirements.txt
	touch $@

.venv/dev.installed: .venv/app.installed requirements-dev.txt
	$(BIN)/pip install --quiet -r requirements-dev.txt
	touch $@

node_modules/axe-core/axe.min.js:
	npm install --prefix . --no-save --no-package-lock --silent $(AXE)
