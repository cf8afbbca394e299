"""What decides the pages and files of a county: everything that can change them goes into one key."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from ..facts.county import read_region
from ..facts.day import EPOCH, build_day
from ..facts.load import FOLDERS
from ..facts.source.reader import read_yaml
from ..facts.tree import HIDDEN, Tree
from ..press.jobs import ENGINE
from ..web.settings import read_settings

PACKAGES = (
    *("jinja2", "markdown", "minify-html", "mkdocs", "mkdocs-material", "pydantic", "pymdown-extensions", "pypinyin"),
    *ENGINE,
)
"""Packages whose version decides the bytes of a site, with all that they need."""
_PACKAGE = Path(__file__).parents[1]
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_SETTING = re.compile(r"!ENV +(?:\[([^\]]*)\]|(\w+))")
_NAME = re.compile(r"[A-Z][A-Z0-9_]*")
_REQUIRED = re.compile(r"^([\w.-]+)(?!.*\bextra\b)")


@dataclass(frozen=True)
class Inputs:
    """The project at `root` as the counties' sites are made from it, with the environment variables of the start."""

    root: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    @cached_property
    def config(self) -> dict[str, Any]:
        """Return the settings of mkdocs.yml. Raises ProblemsError when they cannot be read."""
        return read_settings(self.root)

    @cached_property
    def settings(self) -> dict[str, str]:
        """Return the environment variables that count, by name: those that mkdocs.yml reads, and the day of the build."""
        text = (self.root / "mkdocs.yml").read_text("utf-8")
        names = {name for match in _SETTING.finditer(text) for name in _NAME.findall(match[1] or match[2])}
        return {name: value for name in sorted({*names, EPOCH}) if (value := self.environment.get(name))}

    def site_url(self, slug: str) -> str:
        """Return the address of a county's site: its own folder below the address of the whole."""
        whole: str = self.config.get("site_url") or ""
        return f"{whole.rstrip('/')}/{slug}/" if whole else ""

    def key(self, slug: str, draft: bool) -> str:
        """Return the key of the county `slug`: two sites with the same key have the same bytes."""
        settings = {name: value for name, value in self.settings.items() if name != "SITE_URL"}
        parts = [self.shared, settings, slug, self.site_url(slug), draft, list(self._own(slug))]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]

    @cached_property
    def shared(self) -> list[object]:
        """Return what all counties are made from: files, versions, and how many days named in the laws have come."""
        files = {path.relative_to(self.root).as_posix(): path for path in self._files()}
        files |= {f"package/{path.relative_to(_PACKAGE).as_posix()}": path for path in _PACKAGE.rglob("*.py")}
        come = self._come(self.root / "laws")
        return [platform.python_version(), versions(), come, [[name, digest(files[name])] for name in sorted(files)]]

    def _come(self, laws: Path) -> int:
        """Return how many of the days named in a folder of laws have come, on which a law may begin or end."""
        today = build_day(self.environment.get(EPOCH)).isoformat()
        return sum(day <= today for path in sorted(laws.glob("*.yml")) for day in _dates(path))

    def _files(self) -> Iterator[Path]:
        config = self.config
        named = (config.get("docs_dir", "docs"), config.get("theme", {}).get("custom_dir", "overrides"))
        places = {*FOLDERS, *named, "hooks", "mkdocs.yml", *config.get("watch", ()), *config.get("hooks", ())}
        for place in sorted(places - {"regions"}):
            path = self.root / place
            for file in path.rglob("*") if path.is_dir() else (path,):
                if file.is_file() and "__pycache__" not in file.parts:
                    yield file

    def _own(self, slug: str) -> Iterator[object]:
        """Return the county's own file and folder, its pictures, and what it shows of its neighbours."""
        tree = Tree(self.root, slug)
        yield digest(self.root / "regions" / f"{slug}.yml")
        yield self._come(tree.own / "laws")
        for path in sorted(tree.own.rglob("*")):
            if path.is_file() and not path.name.startswith(HIDDEN):
                yield path.relative_to(tree.own).as_posix(), digest(path)
        facts = self.facts(f"regions/{slug}.yml")
        for record in (facts, self.facts("paper/look.yml"), self.facts(tree.name("paper/look.yml"))):
            picture = record.get("crest")
            yield digest(tree.find(picture)) if isinstance(picture, str) else None
        neighbours = facts.get("neighbours")
        for word in neighbours if isinstance(neighbours, list) else ():
            region = read_region(self.root, word) if isinstance(word, str) and word.isascii() else None
            yield region.model_dump_json() if region else str(word)

    def facts(self, name: str) -> dict[str, Any]:
        """Return what stands in the YAML file `name`, as far as it can be read."""
        path = self.root / name
        file = read_yaml(path, self.root)[0] if path.is_file() else None
        return file.value if file and isinstance(file.value, dict) else {}


def digest(path: Path) -> str:
    """Return the hash of a file, an empty text where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def versions() -> dict[str, str]:
    """Return the versions of all packages that decide the bytes, by name."""
    found: dict[str, str] = {}
    wanted = list(PACKAGES)
    while wanted:
        name = wanted.pop().lower()
        if name not in found:
            try:
                found[name] = version(name)
                wanted += _needs(requires(name) or ())
            except PackageNotFoundError:
                found[name] = ""  # needed on another system only
    return dict(sorted(found.items()))


def _needs(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if match := _REQUIRED.match(line):
            yield match[1]


def _dates(path: Path) -> list[str]:
    return _DATE.findall(path.read_text("utf-8", errors="replace"))
