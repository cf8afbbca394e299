"""The command `diff`: what an update of the project changed under a county's own files."""

from __future__ import annotations

import sys
from pathlib import Path

from ..facts.tree import counties
from .changes import changes
from .snapshot import FILE, Snapshot, as_bytes, extended, read_snapshot, write_snapshot
from .upstream import Overrides, county_overrides

_FIRST = (
    "以前没有记过本县的改动是照哪些原文写的，从今天的上游记起。"
    "今天以前换过上游文件的，变了什么看不出来，请把自己的文件和上游的对一遍"
)


def show_changes(root: Path, accept: bool) -> int:
    """Print what there is to look at, and give 1 where there is something, else 0.

    With `accept` the project's words of today are written down instead. Raises ProblemsError for files that
    cannot be read.
    """
    found = county_overrides(root)
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
    print("没有要看的" if before else _FIRST)
    _keep(found)
    return 0


def record_base(root: Path) -> None:
    """Write down what the county's new changes stand on, and say how much nobody has looked at yet."""
    if found := county_overrides(root):
        before = read_snapshot(found.tree)
        if items := changes(before, found) if before else []:
            words = f"提醒：本县改过的地方，上游有 {len(items)} 处变化还没有看。逐条看：python -m shangmitong diff"
            print(words, file=sys.stderr)
        _keep(found)


def new_bases(root: Path) -> dict[str, bytes]:
    """Return the snapshots, by path, that tell what the own files of all counties stand on today, where one is new.

    Raises ProblemsError for files that cannot be read.
    """
    made = {}
    for slug in counties(root):
        if found := county_overrides(root, slug):
            before, now = _both(found)
            if now != before:
                made[(found.tree.own / FILE).relative_to(root).as_posix()] = as_bytes(now)
    return made


def _both(found: Overrides) -> tuple[Snapshot | None, Snapshot]:
    """Return what was written down before, and what is to be written down today."""
    before = read_snapshot(found.tree)
    return before, extended(before, found.now, found.own, found.tree) if before else found.now


def _keep(found: Overrides) -> None:
    before, now = _both(found)
    if now != before:
        print(f"本县改动所依据的上游原文记在 {write_snapshot(found.tree, now)}，以后更新时 diff 用它对照")
