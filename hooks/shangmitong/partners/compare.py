"""The command `diff`: what an update of the project changed under a county's own files."""

from __future__ import annotations

import sys
from pathlib import Path

from .changes import changes
from .snapshot import grown, read_snapshot, write_snapshot
from .upstream import Standing, standing


def look(root: Path, accept: bool) -> int:
    """Print what there is to look at, and give 1 where there is something, else 0.

    With `accept` the project's words of today are written down instead. Raises ProblemsError for files that
    cannot be read.
    """
    found = standing(root)
    if found is None:
        print("本县没有自己的改动，用的都是上游的，没有要看的")
        return 0
    if accept:
        print(f"记下了：{write_snapshot(found.tree, found.now)}。以后只列出这以后的变化")
        return 0
    before = read_snapshot(found.tree)
    items = changes(before, found) if before else []
    for number, item in enumerate(items, 1):
        print(f"{number}. {item}\n")
    if items:
        print(f"共 {len(items)} 处要看。看完、改好，运行 python -m shangmitong diff --accept 记下。", file=sys.stderr)
        return 1
    print("没有要看的")
    _keep(found)
    return 0


def remember(root: Path) -> None:
    """Write down what the county's new changes stand on, so that a later `diff` can tell what became of it."""
    if found := standing(root):
        _keep(found)


def _keep(found: Standing) -> None:
    before = read_snapshot(found.tree)
    now = grown(before, found.now, found.own, found.tree) if before else found.now
    if now != before:
        print(f"本县改动所依据的上游原文记在 {write_snapshot(found.tree, now)}，以后更新时 diff 用它对照")
