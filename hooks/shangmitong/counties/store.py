"""Finished counties, each kept under the key of its input, so that a broken run goes on where it stopped."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex
from stat import S_ISDIR

from ..facts.tree import CACHE

_NOTE = "made.json"
_SITE = "site"


@dataclass(frozen=True)
class Facts:
    """What the portal says of a county."""

    name: str
    province: str = ""
    city: str = ""
    trades: tuple[str, ...] = ()
    checked: str = ""
    draft: bool = False


@dataclass(frozen=True)
class Entry:
    """A finished county in the store: its folder, and what the portal says of it."""

    folder: Path
    facts: Facts

    def lay(self, target: Path) -> None:
        """Put the site at `target`, as links to the same files where the disk can do that."""
        shutil.copytree(self.folder / _SITE, target, copy_function=_link)


@dataclass(frozen=True)
class Store:
    """The store of a project: one folder for each county, in it one for each key."""

    root: Path

    @property
    def folder(self) -> Path:
        """Return where the store is."""
        return self.root / CACHE / "counties"

    @contextmanager
    def making(self, slug: str, key: str) -> Iterator[tuple[Path, list[Facts]]]:
        """Return a private folder for the site, and a list for its facts; when the block ends well the entry is there."""
        home = self.folder / slug
        home.mkdir(parents=True, exist_ok=True)
        aside = home / f".{token_hex(8)}"
        aside.mkdir()
        facts: list[Facts] = []
        try:
            yield aside / _SITE, facts
            note = {"facts": asdict(facts[0]), "files": _listed(aside / _SITE)}
            (aside / _NOTE).write_text(json.dumps(note, ensure_ascii=False), "utf-8")
            if not self.get(slug, key):
                shutil.rmtree(home / key, ignore_errors=True)
                aside.rename(home / key)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def get(self, slug: str, key: str) -> Entry | None:
        """Return an entry; None where it is missing, or where a file of it is not what it was when it was made."""
        folder = self.folder / slug / key
        try:
            note = json.loads((folder / _NOTE).read_text("utf-8"))
            whole = note["files"] == _listed(folder / _SITE)
            facts = Facts(**note["facts"] | {"trades": tuple(note["facts"]["trades"])})
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return Entry(folder, facts) if whole else None

    def last(self, slug: str, draft: bool) -> Entry | None:
        """Return the newest whole entry of a county; one that is a draft only where `draft` allows it."""
        notes = (self.folder / slug).glob(f"[!.]*/{_NOTE}")
        newest = sorted(notes, key=lambda note: note.stat().st_mtime_ns, reverse=True)
        entries = filter(None, (self.get(slug, note.parent.name) for note in newest))
        return next((entry for entry in entries if draft or not entry.facts.draft), None)

    def prune(self, kept: Collection[Path], slugs: Collection[str], counties: Collection[str]) -> None:
        """Remove entries of `slugs` that are not among `kept`, and counties that the project no longer has."""
        for home in self.folder.iterdir() if self.folder.is_dir() else ():
            if home.name not in counties:
                shutil.rmtree(home, ignore_errors=True)
            for entry in home.iterdir() if home.name in slugs and home.is_dir() else ():
                if entry not in kept:
                    shutil.rmtree(entry, ignore_errors=True)


def _listed(site: Path) -> list[list[object]]:
    """Return the files of a site with size and time of change, which links share: an edit of one shows in the other."""
    found = []
    for path in sorted(site.rglob("*")):
        state = path.stat()
        if not S_ISDIR(state.st_mode):
            found.append([path.relative_to(site).as_posix(), state.st_size, state.st_mtime_ns])
    return found


def _link(source: str, target: str) -> None:
    with suppress(OSError):
        os.link(source, target)
        return
    shutil.copy2(source, target)
