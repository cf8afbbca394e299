"""Which file is it: a county's own where it has one, else the project's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HIDDEN = (".", "~")
"""Beginnings of the names of files that editors and systems leave behind."""
WORDING = "overrides/documents"
"""Where the wording lives, below the project."""
CACHE = Path(".cache", "shangmitong")
"""Where a project keeps what can be made again, below its root."""


def counties(root: Path) -> list[str]:
    """Return the slugs of all counties of a project that have a file, sorted."""
    paths = (root / "regions").glob("*.yml")
    return sorted(path.stem for path in paths if not path.name.startswith((*HIDDEN, "_")))


@dataclass(frozen=True)
class Tree:
    """The files of a project as one county sees them.

    `county` is the slug of the county, whose folder regions/<slug>/ mirrors the project; an empty text leaves
    all counties out. A name is a path below the project with /, as `paper/look.yml`.
    """

    root: Path
    county: str

    @property
    def own(self) -> Path:
        """Return the county's folder, whether it is there or not."""
        return self.root / "regions" / self.county

    @property
    def layers(self) -> tuple[Path, ...]:
        """Return the folders to look in, the first that has a file wins."""
        return (self.own, self.root) if self.county else (self.root,)

    def find(self, name: str) -> Path:
        """Return the file that stands for `name`; the project's own place for it when there is none."""
        return next((layer / name for layer in self.layers if (layer / name).is_file()), self.root / name)

    def name(self, name: str) -> str:
        """Return the path below the project of the file that stands for `name`."""
        return self.find(name).relative_to(self.root).as_posix()

    def owns(self, name: str) -> bool:
        """Say whether the county has a file of its own for `name`."""
        return bool(self.county) and (self.own / name).is_file()

    def home(self, name: str) -> str:
        """Return the name that a file below the project stands for: the county's folder is left out."""
        return name.removeprefix(f"regions/{self.county}/") if self.county else name

    def names(self, folder: str, pattern: str) -> list[str]:
        """Return the names of the files below `folder` that match a glob, of all layers together, sorted."""
        found = {(layer, path) for layer in self.layers for path in (layer / folder).glob(pattern)}
        return sorted({path.relative_to(layer).as_posix() for layer, path in found})

    def own_names(self, folder: str = "") -> list[str]:
        """Return the names of all files that the county has below `folder`, sorted; a linked folder is one of them."""
        return sorted(self._walk(folder)) if self.county and self.inside(self.own) else []

    def inside(self, path: Path) -> bool:
        """Say whether a file lies in the project, where links lead included."""
        return path.resolve().is_relative_to(self.root.resolve())

    def _walk(self, folder: str) -> Iterator[str]:
        for place, folders, files in os.walk(self.own / folder):
            links = [name for name in folders if (Path(place) / name).is_symlink()]
            folders[:] = [name for name in folders if not name.startswith(HIDDEN)]
            for name in (*files, *links):
                if not name.startswith(HIDDEN):
                    yield (Path(place) / name).relative_to(self.own).as_posix()
