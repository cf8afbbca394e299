"""Folders swapped in whole: what is being made never stands where readers look until it is finished."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def swapped(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside `folder`; when the block ends well it takes the place of `folder`.

    When the block raises, `folder` stays exactly as it was. A swap that was cut short by a crash is mended
    at the next call.
    """
    aside, before = (folder.with_name(folder.name + ending) for ending in (".new", ".old"))
    if before.exists() and not folder.exists():
        before.rename(folder)
    for leftover in (aside, before):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        yield aside
        if folder.exists():
            folder.rename(before)
        aside.rename(folder)
    finally:
        for leftover in (aside, before):
            shutil.rmtree(leftover, ignore_errors=True)
