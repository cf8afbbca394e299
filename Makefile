# Targets: site (website and PDFs), serve (preview), proof (every PDF before it is printed), offline (a zip that runs
# without a network), compendium (one PDF of the whole site), test (every check), types (of the site's scripts; needs
# Node), pictures (that of the README; needs a browser), bench (time and memory as ratios; COUNTIES=100 for more
# counties), clean (all that can be made again).
# PYTHON=python3.13 runs a target with another interpreter, in an environment of its own that is named by its version.
PYTHON ?= python3
VERSION = $(shell $(PYTHON) -c 'import platform; print(platform.python_version())' 2>/dev/null)
VENV := $(if $(filter python3,$(PYTHON)),.venv,.venv-$(VERSION))
BIN := $(VENV)/bin
COUNTIES ?= 4
RUN := NO_MKDOCS_2_WARNING=1 $(BIN)/python -m shangmitong

.PHONY: site serve check proof schema offline compendium test types pictures bench clean

site: $(VENV)/made
	$(RUN) build

serve: $(VENV)/made
	$(RUN) serve

check: $(VENV)/made
	$(RUN) check

proof: site
	$(RUN) proof

schema: $(VENV)/made
	$(RUN) schema

offline: site
	$(RUN) offline

compendium: site
	$(RUN) compendium

test: $(VENV)/made-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports || { echo "有一间房用了它上面的房间。按上面写的文件和行，把要用的东西挪到下面那一间，或者由调用的人传进来；平面图见 CONTRIBUTING.md"; exit 1; }
	$(RUN) check
	NO_MKDOCS_2_WARNING=1 $(BIN)/pytest -n 2

pictures: $(VENV)/made-dev site
	$(BIN)/python bench/preview.py

types:
	npx --yes --package typescript@5.9.3 tsc -p tests/scripts/page.json
	npx --yes --package typescript@5.9.3 tsc -p tests/scripts/search.json

bench: $(VENV)/made-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/python bench/bench.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/python bench/counties.py $(COUNTIES)

clean:
	rm -rf site .site.shangmitong-* proof .proof.shangmitong-* .cache .pytest_cache .mypy_cache .ruff_cache .coverage

$(VENV)/made: pyproject.toml constraints.txt
	@echo "正在准备运行环境（第一次要一两分钟）……"
	@command -v $(PYTHON) >/dev/null || { echo "没有“$(PYTHON)”。装好它，或者把 PYTHON 写成另一个 Python 的名字或路径，如 make test PYTHON=python3.13"; exit 1; }
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11, 5) or sys.exit("需要 Python 3.11.5 或更高版本")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/made-dev: $(VENV)/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@
