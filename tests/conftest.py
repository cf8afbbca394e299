"""A small project that the tests build for real: this repository's machine and looks, the sample's facts and wording."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import markdown
import pytest
from mkdocs.config import load_config

from shangmitong.documents.pages import Site
from shangmitong.documents.render import render
from shangmitong.facts.load import load
from shangmitong.facts.project import Project
from shangmitong.press.jobs import Press
from shangmitong.press.print_queue import PrintQueue

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "sample"
MACHINE = ("hooks", "paper", "docs", "mkdocs.yml", "mkdocs.compendium.yml")


def make_sample(target: Path) -> Path:
    """Lay out the sample project in `target` and give it."""
    ignore = shutil.ignore_patterns("__pycache__")
    for name in (name for name in MACHINE if (ROOT / name).exists()):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=ignore)
        else:
            shutil.copy(ROOT / name, target / name)
    shutil.copytree(ROOT / "overrides", target / "overrides", ignore=shutil.ignore_patterns("documents", "__pycache__"))
    shutil.copytree(SAMPLE, target, dirs_exist_ok=True)
    return target


def run(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m shangmitong` in `root` as a user would."""
    settings = os.environ | {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", "PAPERS": "books"} | environment
    command = [sys.executable, "-m", "shangmitong", *words]
    return subprocess.run(
        command, cwd=root, env=settings, capture_output=True, text=True, encoding="utf-8", check=False
    )


def press_sheet(site: Site, path: str) -> Path:
    """Press one sheet of `site`, named by its path below downloads/, and give the PDF."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    wanted = tuple(item for item in site.prints if item.path == f"downloads/{path}")
    room = PrintQueue(site, Press(site.project, "https://example.org/", 0), wanted)
    extensions, options = config.markdown_extensions, config.mdx_configs
    room.sheets(lambda text: markdown.markdown(text, extensions=extensions, extension_configs=options))
    return next(room.finished())[1]


@pytest.fixture(scope="session")
def sheet(site: Site) -> Callable[[str], Path]:
    """Return a function that presses one real sheet, named by its path below downloads/, and gives the PDF."""
    return partial(press_sheet, site)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A fresh sample project."""
    return make_sample(tmp_path / "project")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample project that was built once; tests must not change it."""
    root = make_sample(tmp_path_factory.mktemp("built") / "project")
    done = run(root, "build", PAPERS="all")
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture(scope="session")
def project() -> Project:
    """The real facts of this repository."""
    return load(ROOT)


@pytest.fixture(scope="session")
def site(project: Project) -> Site:
    """The real pages of this repository."""
    return render(project)


@pytest.fixture
def edit(sample: Path) -> Callable[[str, str, str], None]:
    """Return a function that replaces a text in a file of the sample; it fails when the text is not there."""

    def replace(name: str, old: str, new: str) -> None:
        file = sample / name
        text = file.read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        file.write_text(text.replace(old, new, 1), "utf-8")

    return replace
