# make run    makes .venv, installs blame3d and runs it (ARGS='shot -o x.png' for a command)
# make test   the same, then lint and the whole test suite
# Everything lands in .venv; on Debian-like systems root also gets the missing packages named
# below. Stamps in .venv make later runs start at once.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test lint bench soak golden models translations clean

# The first Python that is new enough; PYTHON=… names another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check
ARGS ?=

# libxxf86dga1, libxcursor1, libxrandr2: Panda3D opens them itself, for the mouse and full screen.
GL_PACKAGES := libegl1 libgl1 libgl1-mesa-dri libxxf86dga1 libxcursor1 libxrandr2
TEST_PACKAGES := xvfb xdotool

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile
	@echo "make lint   ruff, mypy, import-linter"
	@echo "make bench  is the City the same, and how fast is it drawn"
	@echo "make soak   the program for MINUTES=30 with faults; memory and times into SOAK=soak.png"
	@echo "make golden takes the reference pictures and hashes anew (only when a change is meant)"
	@echo "make models builds what lies in models/ again (needs the noise package)"
	@echo "make translations compiles the catalogues, and says what is still to be translated"
	@echo "make clean  removes .venv and caches"

run: .venv/.run
	@$(PY) -m blame3d $(ARGS)

test: lint
	@$(PY) -m pytest -q -n 2 --dist loadfile $(ARGS)

lint: .venv/.test
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(BIN)/lint-imports --no-logo

bench: .venv/.run
	@$(PY) -m blame3d bench hash
	@$(PY) -m blame3d bench views

MINUTES ?= 30
SOAK ?= soak.png
soak: .venv/.test
	@$(PY) -m blame3d bench soak --minutes $(MINUTES) -o $(SOAK)

golden: .venv/.test
	@BLAME3D_UPDATE_GOLDEN=1 $(PY) -m pytest -q tests/golden tests/world/test_hashes.py

models: .venv/.run
	@$(PY) models/build_kit.py
	@$(PY) models/build_stains.py
	@$(PY) models/build_cast.py

translations: .venv/.run
	@$(PY) translations/build.py

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# `noise` has no wheels and needs a compiler, `av` needs one where it has no wheel. The program
# works without both, so a failure is one line and not an end.
.venv/.run: pyproject.toml | .venv/.system
	@echo "make: installing blame3d into .venv"
	@$(PIP) install -q -e '.[noise,video]' >.venv/extras.log 2>&1 || { \
		$(PIP) install -q -e . || exit 1; \
		for extra in noise video; do \
			$(PIP) install -q -e ".[$$extra]" >".venv/$$extra.log" 2>&1 || \
			echo "make: the extra [$$extra] could not be installed (.venv/$$extra.log);" \
				"blame3d works without it."; \
		done; }
	@touch $@

.venv/.test: .venv/.run | .venv/.system-test
	@echo "make: installing what the tests need"
	@$(PIP) install -q -e '.[test]'
	@touch $@

# $(call packages,NAMES): of these Debian packages, install what is missing, or say how to.
define packages
missing=; for p in $(1); do \
	dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; \
done; \
if [ -n "$$missing" ]; then \
	if [ "$$(id -u)" = 0 ]; then \
		echo "make: installing$$missing"; \
		{ apt-get -qq update || true; \
		DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $$missing; } \
		>/tmp/blame3d-apt.log 2>&1 || \
		echo "make: that failed (/tmp/blame3d-apt.log); going on without$$missing"; \
	else \
		echo "make: missing packages; run: sudo apt-get install$$missing"; \
	fi; \
fi
endef

.venv/.system:
	@if [ -z "$(PYTHON)" ]; then echo "make: blame3d needs Python 3.11 or newer."; exit 1; fi
	@if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then \
		more=; \
		command -v cc >/dev/null || command -v gcc >/dev/null || more="gcc libc6-dev"; \
		$(PYTHON) -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(os.path.join( \
			sysconfig.get_path("include"), "Python.h")))' || more="$$more python3-dev"; \
		$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || more="$$more python3-venv"; \
		$(call packages,$(GL_PACKAGES) $$more); \
	fi
	@[ -x $(PY) ] || $(PYTHON) -m venv .venv
	@touch $@

.venv/.system-test: | .venv/.system
	@if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then \
		$(call packages,$(TEST_PACKAGES)); \
	fi
	@touch $@
