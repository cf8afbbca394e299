"""`make` with another interpreter leaves the environment of the usual one alone."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="no make here")


def planned(*words: str) -> str:
    """Return what make would run."""
    settings = {name: value for name, value in os.environ.items() if name != "PYTHON"}
    done = subprocess.run(["make", "-n", *words], cwd=ROOT, env=settings, capture_output=True, text=True, check=False)  # noqa: S607
    return done.stdout


def test_the_usual_interpreter_has_the_usual_environment() -> None:
    assert " .venv/bin/python -m shangmitong build" in planned("site")
    assert ".venv-" not in planned("site")


def test_another_interpreter_has_an_environment_of_its_own() -> None:
    told = planned("test", f"PYTHON={sys.executable}")
    own = f".venv-{platform.python_version()}"
    assert f"{own}/bin/pytest" in told
    assert f"{sys.executable} -m venv {own}" in told
    assert " .venv/" not in told


def test_an_interpreter_that_is_not_there_is_told(tmp_path: object) -> None:
    done = subprocess.run(
        ["make", "check", "PYTHON=python3.0"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "没有“python3.0”" in done.stdout
    assert not (ROOT / ".venv-").exists()
