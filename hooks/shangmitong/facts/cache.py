"""What a project keeps in its cache: each file written whole or not at all, and nothing left lying about."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from ..problem.system_errors import at
from .tree import CACHE

ROOM = 250
"""What the site of one county takes on the disk while it is made for the first time, in MB: the files and their copies in
the cache (203 with our three trades)."""
_DAY = 86400
_LEFT = ("*/*.job", "*/*.part", "counties/*/.*", "compendium-*")
"""What a run that was killed leaves in the cache."""


def keep(out: Path, data: bytes) -> None:
    """Write a file of the cache in one step; another build may make the same."""
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = out.with_suffix(f".{os.getpid()}.part")
    try:
        with at(out.parent):
            aside.write_bytes(data)
        aside.replace(out)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


@cache
def maker(packages: tuple[str, ...], *rooms: Path) -> list[str]:
    """Return what decides the bytes of a file beside its input: versions of `packages`, and every module in `rooms`."""
    modules = (file.read_bytes() for room in rooms for file in sorted(room.rglob("*.py")))
    return [*map(version, packages), hashlib.sha256(b"".join(modules)).hexdigest()]


def sweep(root: Path) -> None:
    """Remove from the cache of the project at `root` what runs that were killed a day ago or earlier have left."""
    drop_old([path for pattern in _LEFT for path in (root / CACHE).glob(pattern)])


def drop_old(paths: list[Path]) -> None:
    """Remove those of the files and folders that are older than a day, which nobody can be making any more."""
    oldest = time.time() - _DAY
    for path in paths:
        with suppress(OSError):
            if path.lstat().st_mtime >= oldest:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
