"""Carrying out an update: everything is prepared first, and a cut in the middle leads back to where it began."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from .plan import Plan
from .version import KEPT

BEFORE, LOOK, NOTE = "原来的", "要看的", "说明.txt"
"""In the folder of one update: the files that it replaced, new versions to be compared by hand, and the report."""
_STAGED, _JOURNAL = "新的", "没有做完.json"


def carry_out(root: Path, plan: Plan, report: str) -> Path:
    """Do what the plan says and give the folder that keeps what was there before.

    When anything fails, the project is put back as it was and the error is raised again.
    """
    folder = _new_folder(root)
    try:
        _prepare(root, folder, plan, report)
        for name in plan.write:
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (folder / _STAGED / name).replace(target)
        for name in plan.delete:
            (root / name).unlink()
            _drop_empty(root, (root / name).parent)
    except BaseException:
        list(_put_back(root, folder))
        shutil.rmtree(folder, ignore_errors=True)
        raise
    (folder / _JOURNAL).unlink()
    shutil.rmtree(folder / _STAGED, ignore_errors=True)
    return folder


def mend(root: Path) -> list[str] | None:
    """Lead back an update that was cut short; give files that were changed since and so were left alone.

    Gives None when there was none.
    """
    journals = sorted((root / KEPT).glob(f"*/{_JOURNAL}"))
    left = [name for journal in journals for name in _put_back(root, journal.parent)]
    for journal in journals:
        journal.unlink()
        shutil.rmtree(journal.parent / _STAGED, ignore_errors=True)
        shutil.rmtree(journal.parent / LOOK, ignore_errors=True)
    return left if journals else None


def _new_folder(root: Path) -> Path:
    stamp, count = time.strftime("%Y-%m-%d-%H%M"), 1
    while (folder := root / KEPT / (stamp if count == 1 else f"{stamp}-{count}")).exists():
        count += 1
    folder.mkdir(parents=True)
    return folder


def _prepare(root: Path, folder: Path, plan: Plan, report: str) -> None:
    """Lay out copies of what will go, the new files, what must be looked at, and last the journal."""
    for name in (*plan.write, *plan.delete):
        if (root / name).exists():
            _ready(folder / BEFORE / name)
            shutil.copy2(root / name, folder / BEFORE / name)
    for name, data in plan.write.items():
        _ready(folder / _STAGED / name).write_bytes(data)
        if (root / name).exists():
            shutil.copymode(root / name, folder / _STAGED / name)
        elif data.startswith(b"#!"):
            (folder / _STAGED / name).chmod(0o755)
    for name, new in plan.look.items():
        if new is not None:
            _ready(folder / LOOK / name).write_bytes(new)
    (folder / NOTE).write_text(report, "utf-8", newline="\n")
    steps = {name: hashlib.sha256(data).hexdigest() for name, data in plan.write.items()} | dict.fromkeys(plan.delete)
    aside = folder / f"{_JOURNAL}.new"
    aside.write_text(json.dumps(steps), "utf-8")
    aside.replace(folder / _JOURNAL)


def _put_back(root: Path, folder: Path) -> Iterator[str]:
    """Undo what an update did so far; give the files that somebody changed since, which stay."""
    if not (folder / _JOURNAL).exists():
        return
    for name, digest in json.loads((folder / _JOURNAL).read_text("utf-8")).items():
        target, before = root / name, folder / BEFORE / name
        now = hashlib.sha256(target.read_bytes()).hexdigest() if target.is_file() else None
        old = hashlib.sha256(before.read_bytes()).hexdigest() if before.is_file() else None
        if now == old:
            continue
        if now != digest:
            yield name
        elif old is None:
            target.unlink()
            _drop_empty(root, target.parent)
        else:
            shutil.copy2(before, _ready(target))


def _ready(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _drop_empty(root: Path, folder: Path) -> None:
    """Remove folders that hold nothing any more, up to the project."""
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent
