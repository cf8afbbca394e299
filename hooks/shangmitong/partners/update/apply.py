"""Carrying out an update: everything is prepared first, and a cut in the middle leads back to where it began."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from pathlib import Path

from ...problem.system_errors import at
from ...web.publish import swapped
from . import mend
from .mend import BEFORE, JOURNAL, KEPT, LOOK, NOTE, PROGRAM, SCRIPT, STAGED, close, drop_empty, put_back
from .plan import Plan


def carry_out(root: Path, plan: Plan, report: str) -> Path:
    """Do what the plan says and give the folder that keeps what was there before; the program comes last, in one go.

    When anything fails, the project is put back as it was and the error is raised again.
    """
    folder = _new_folder(root)
    try:
        with at(folder):
            _prepare(root, folder, plan, report)
        _others(root, folder, plan)
        _program(root, folder, plan)
    except BaseException:
        put_back(root, folder)
        shutil.rmtree(folder, ignore_errors=True)
        raise
    close(folder)
    return folder


def _new_folder(root: Path) -> Path:
    """Make the folder of one update, with a journal of no steps, so that a cut from now on is seen."""
    stamp, count = time.strftime("%Y-%m-%d-%H%M"), 1
    while (folder := root / KEPT / (stamp if count == 1 else f"{stamp}-{count}")).exists():
        count += 1
    folder.mkdir(parents=True)
    (folder / JOURNAL).write_text("{}", "utf-8")
    return folder


def _prepare(root: Path, folder: Path, plan: Plan, report: str) -> None:
    """Lay out copies of what will go, the new files, what must be looked at, the way back, and last the steps."""
    shutil.copyfile(mend.__file__, folder / SCRIPT)
    files = plan.notes | plan.write
    for name in (*files, *plan.delete):
        if (root / name).exists():
            shutil.copy2(root / name, _ready(folder / BEFORE / name))
    for name, data in files.items():
        _ready(folder / STAGED / name).write_bytes(data)
        if (root / name).exists():
            shutil.copymode(root / name, folder / STAGED / name)
        elif data.startswith(b"#!"):
            (folder / STAGED / name).chmod(0o755)
    for name, new in plan.look.items():
        if new is not None:
            _ready(folder / LOOK / name).write_bytes(new)
    (folder / NOTE).write_text(report, "utf-8", newline="\n")
    steps = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()} | dict.fromkeys(plan.delete)
    aside = folder / f"{JOURNAL}.new"
    aside.write_text(json.dumps(steps), "utf-8")
    aside.replace(folder / JOURNAL)


def _others(root: Path, folder: Path, plan: Plan) -> None:
    """Move all but the program into its place."""
    for name in (*plan.write, *plan.notes):
        if not _of_program(name):
            (folder / STAGED / name).replace(_ready(root / name))
    for name in plan.delete:
        if not _of_program(name):
            (root / name).unlink()
            drop_empty(root, (root / name).parent)


def _program(root: Path, folder: Path, plan: Plan) -> None:
    """Lay the new program out beside the old one and swap them, so that no command ever meets a half of each."""
    new, gone = list(filter(_of_program, plan.write)), list(filter(_of_program, plan.delete))
    if not new and not gone:
        return
    with swapped(root / PROGRAM) as aside:
        if (root / PROGRAM).exists():
            shutil.copytree(root / PROGRAM, aside, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        for name in new:
            (folder / STAGED / name).replace(_ready(aside / _below(name)))
        for name in gone:
            (aside / _below(name)).unlink()
            drop_empty(aside, (aside / _below(name)).parent)


def _of_program(name: str) -> bool:
    return name.startswith(f"{PROGRAM}/")


def _below(name: str) -> str:
    return name.removeprefix(f"{PROGRAM}/")


def _ready(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
