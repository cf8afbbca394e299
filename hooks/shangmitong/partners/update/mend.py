"""Leading back an update that was cut short.

It needs nothing but Python: each update also lays it down as a script, for the case that the program is half new.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from contextlib import suppress
from pathlib import Path

KEPT = "更新留底"
"""The folder in which an update leaves what it replaced and what must be looked at."""
BEFORE, LOOK, NOTE = "原来的", "要看的", "说明.txt"
"""In the folder of one update: the files that it replaced, new versions to be compared by hand, and the report."""
STAGED, JOURNAL, SCRIPT = "新的", "没有做完.json", "退回.py"
"""Also there while it is at work: the new files, which steps it takes, and this file."""
PROGRAM = "hooks"
"""The folder of the program below the project."""


def unfinished(root: Path) -> list[Path]:
    """Return the folders of the updates of the project at `root` that did not come to their end, the last one last."""
    return sorted(journal.parent for journal in (root / KEPT).glob(f"*/{JOURNAL}"))


def mend(root: Path) -> list[str]:
    """Lead back what was cut short in the project at `root`, and return what to say of it; nothing where all is well.

    An update of which every step was taken is closed instead.
    """
    told = []
    for folder in unfinished(root):
        if _is_done(root, _steps(folder)):
            close(folder)
            _drop_program_parts(root)
            told.append("上次更新已经做完，只差收尾，现在收好了。")
            continue
        left = put_back(root, folder)
        _drop_program_parts(root)
        told += ["上次更新没有做完，已经退回原样。", *(f"后来改过、没有动的：{name}" for name in left)]
        if left:
            close(folder)
            shutil.rmtree(folder / LOOK, ignore_errors=True)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    return told


def close(folder: Path) -> None:
    """Take away what only an update at work needs."""
    (folder / JOURNAL).unlink()
    shutil.rmtree(folder / STAGED, ignore_errors=True)
    (folder / SCRIPT).unlink(missing_ok=True)


def put_back(root: Path, folder: Path) -> list[str]:
    """Undo what the update of `folder` did so far; return the files that somebody changed since, which stay."""
    _program_back(root)
    left = []
    for name, digest in _steps(folder).items():
        target, before = root / name, folder / BEFORE / name
        now, old = _digest(target), _digest(before)
        if now == old:
            continue
        if now != digest:
            left.append(name)
        elif old is None:
            target.unlink()
            drop_empty(root, target.parent)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(before, target)
    return left


def drop_empty(root: Path, folder: Path) -> None:
    """Remove folders that hold nothing any more, up to `root`."""
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def _program_back(root: Path) -> None:
    """Put the program's folder back that a swap took away without putting the new one there."""
    before = root / f".{PROGRAM}.shangmitong-old"
    if before.is_dir() and not (root / PROGRAM).exists():
        before.rename(root / PROGRAM)


def _drop_program_parts(root: Path) -> None:
    """Remove what a swap of the program's folder that was cut short has left beside it."""
    for ending in ("old", "new"):
        shutil.rmtree(root / f".{PROGRAM}.shangmitong-{ending}", ignore_errors=True)
    with suppress(OSError):
        (root / f".{PROGRAM}.shangmitong-lock").unlink()


def _steps(folder: Path) -> dict[str, str | None]:
    """Return the hash that each file of an update gets, None for one that goes; none before the first step."""
    steps: dict[str, str | None] = json.loads((folder / JOURNAL).read_text("utf-8") or "{}")
    return steps


def _is_done(root: Path, steps: dict[str, str | None]) -> bool:
    return bool(steps) and all(_digest(root / name) == digest for name, digest in steps.items())


def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


if __name__ == "__main__":
    print("\n".join(mend(Path(__file__).resolve().parents[2])) or "没有做到一半的更新", file=sys.stderr)
