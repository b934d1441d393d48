# Everything a developer or a new user runs. `make help` lists it. Needs Python 3.11 or newer, pip, make and git.

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
RUN := $(BIN)/.can-run
DEV := $(BIN)/.can-develop
DOC := $(BIN)/.can-document
TRUTHS := OPENBLAS_NUM_THREADS=1 PYTHONPATH=tools $(BIN)/python -m truth
SOURCES := pyproject.toml hatch_build.py $(wildcard tools/networks/*.py src/hingecoach/pose/convert/*.py)

.DEFAULT_GOAL := help
.PHONY: help demo test test-clips check format accuracy train back back-data back-errors bench docs errors limbs neck recognition truth truth-poses setup view wheel clean

help:  ## print this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

demo: $(RUN)  ## set up, look at a small rendered clip of our own, say where the report lies
	@$(BIN)/hingecoach demo

test: $(DEV)  ## set up and run the tests
	@$(BIN)/python -m pytest

test-clips: $(DEV)  ## run the slow tests: the real networks on the shared clips, a fresh install (minutes)
	@$(BIN)/python -m pytest -m clips

check: $(DEV)  ## lint, format, types, layers, spelling
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

format: $(DEV)  ## put the code into the house's form
	$(BIN)/python -m ruff check --fix
	$(BIN)/python -m ruff format

accuracy: $(DEV)  ## measure everything and write docs/accuracy.md: REAL=, RENDERED=, TUNED="FOLDER=TRACKS ..." (docs/truth.md)
ifndef RENDERED
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group truth
	@$(TRUTHS) --n 63 --seed 440 --bodies test --azimuth 0,30 --out build/accuracy/test
	@$(TRUTHS) --n 12 --seed 442 --bodies test --azimuth 10,20 --out build/accuracy/test
	@$(TRUTHS) --n 12 --seed 443 --bodies test --azimuth 0,10 --fault round --out build/accuracy/test
	@$(TRUTHS) --n 21 --seed 441 --bodies test --azimuth 30,60 --out build/accuracy/wide
endif
	@PYTHONPATH=tools $(BIN)/python -m accuracy --real $(or $(REAL),../shared/clips/real) \
	  --held-out $(or $(RENDERED),build/accuracy/test build/accuracy/wide) --tuned $(TUNED) $(ACCURACY)

train: $(DEV)  ## train the networks that read the back again (a quarter of an hour) and print the tables of docs/back.md
	@PYTHONPATH=tools $(BIN)/python -m back

back: train  ## the same, by its older name

bench: $(DEV)  ## time and memory of one clip, step by step
	@$(BIN)/python -m hingecoach.bench

errors: $(DEV)  ## calibrate the stated errors on rendered people: make errors DATA="FOLDER=TRACKS ..." (docs/pose_errors.md)
	@PYTHONPATH=tools $(BIN)/python -m errors $(DATA)

limbs: $(DEV)  ## teach the networks that read hip, knee and trunk, from kept numbers or: DATA="FOLDER=TRACKS ... --check ..."
	@PYTHONPATH=tools $(BIN)/python -m limbs $(DATA)

neck: $(DEV)  ## learn what the neck is corrected by: make neck DATA="FOLDER=TRACKS ... --check FOLDER=TRACKS"
	@PYTHONPATH=tools $(BIN)/python -m errors.neck $(DATA)

back-errors: $(DEV)  ## calibrate the errors of the back in clips: make back-errors DATA="FOLDER=TRACKS ..." (docs/back.md)
	@PYTHONPATH=tools $(BIN)/python -m errors.back $(DATA)

docs: $(DOC)  ## build the docs site into build/docs; every warning is an error
	@$(BIN)/python -m sphinx -q -W --keep-going -E docs build/docs
	@echo "The docs: $(CURDIR)/build/docs/index.html"

view: $(DEV)  ## teach the network that reads the camera's angle again, from kept numbers or: DATA="FOLDER=TRACKS ... --check ..."
	@PYTHONPATH=tools $(BIN)/python -m view $(DATA)

recognition: $(DEV)  ## make the recogniser's model and docs/recognition.md again, from kept numbers or: DATA="FOLDER=TRACKS ..."
	@PYTHONPATH=tools $(BIN)/python -m recognition $(DATA)

truth: $(DEV)  ## render clips with exact truth: make truth N=24 SEED=0 OUT=truth-clips
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group truth
	@$(TRUTHS) --n $(or $(N),24) --seed $(or $(SEED),0) --out $(or $(OUT),truth-clips) $(TRUTH)

truth-poses: $(DEV)  ## render single postures with exact truth: make truth-poses OUT=poses.npz
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group truth
	@$(TRUTHS) poses --out $(or $(OUT),poses.npz) $(TRUTH)

back-data: $(DEV)  ## make the data of `make train` again (an hour or more): DATA="FOLDER=TRACKS ..." of clips (docs/back.md)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group truth
	@$(TRUTHS) poses --bodies train --people 90 --out tools/back/data/learn_truth.npz
	@$(TRUTHS) poses --bodies train --people 200 --seed 1 --out tools/back/data/learn_more.npz
	@PYTHONPATH=tools $(BIN)/python -m back.clips tools/back/data/learn_clips.npz $(DATA)
	@$(TRUTHS) poses --bodies test --people 24 --groups 3 --out tools/back/data/check_truth.npz

setup: $(DEV)  ## make .venv with everything for development

wheel: $(DEV)  ## build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .
	@ls -l dist

clean:  ## remove what was built, the networks too
	rm -rf .venv build dist hingecoach-demo src/hingecoach/pose/models/*.onnx

# Debian's Python has no ensurepip; pip itself can then put pip into the new environment.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "hingecoach needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv .venv 2>/dev/null || { $(PYTHON) -m venv --clear --without-pip .venv && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"

$(RUN): $(SOURCES) | $(BIN)/python
	@echo "Setting up .venv (a minute or two the first time) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(DEV): $(SOURCES) | $(BIN)/python
	@echo "Setting up .venv (a minute or two the first time) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $(RUN) $@

$(DOC): $(SOURCES) | $(DEV)
	@echo "Setting up what the docs need ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group docs
	@touch $@
