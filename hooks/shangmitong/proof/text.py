"""Where text stands: on the page, in the safe area, within the lines of the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PIL.Image import Image

from .fault import MM, Box, Fault, millimetres, place, quote
from .page_view import Leaf, Run
from .spec import Spec

_SLACK = 2 * MM
NEW_PAGES = 8
"""A book with fewer pages says too little of its own text area."""


def safe(view: Leaf, media: Box, bleed: Box, spec: Spec) -> Iterator[Fault]:
    """Report text outside the page and text too near to the trim; printer's notes beside the bleed are passed over."""
    inner = view.trim.grown(-spec.safe * MM)
    for run in view.runs:
        if not media.holds(run.box, 1):
            yield Fault(
                view.number, "出界", f"{place(run.box, view.trim)}：{quote(run.text)}超出了纸面。请移进来或缩小"
            )
        elif not inner.holds(run.box, 0.2 * MM) and not (spec.bleed and not bleed.meets(run.box)):
            near = f"离裁切边不到 {spec.safe:g} 毫米，会被裁掉或印不出。请往里移"
            yield Fault(view.number, "出界", f"{place(run.box, view.trim)}：{quote(run.text)}{near}")


def unknown(view: Leaf) -> Iterator[Fault]:
    """Report letters that stand for no character."""
    for run in view.runs:
        if run.unknown:
            where = place(run.box, view.trim)
            message = f"有 {run.unknown} 个字没有对应的文字（在“{run.text.strip()[:12]}”里）。请换字体或换一个写法"
            yield Fault(view.number, "缺字", f"{where}：{message}")


def empty(view: Leaf, picture: Image, spec: Spec) -> Iterator[Fault]:
    """Report a page on which nothing is seen."""
    if spec.blanks or any(run.text.strip() for run in view.runs):
        return
    if all(low == high for low, high in picture.getextrema()):  # type: ignore[misc]
        yield Fault(view.number, "空白页", "这一页什么也没有。请删掉，或写明是有意留白")


def turned(view: Leaf) -> Iterator[Fault]:
    """Report a page whose text for the most part stands on its head or is mirrored."""
    letters = sum(len(run.text) for run in view.runs)
    if 2 * sum(len(run.text) for run in view.runs if run.turned) > letters:
        yield Fault(view.number, "方向", "这一页的字是倒的或反的。请转正再印")


_CLOSING = tuple("、。，；：？！）〕】》」』”’")
"""Marks whose box is white to the right: squeezed at the end of a line they seem to stick out, and do not."""


def overfull(leaves: list[Leaf], spec: Spec) -> Iterator[Fault]:
    """Report lines that stick out of the text area which most pages of a book keep."""
    if not spec.book or len(leaves) < NEW_PAGES:
        return
    left, right = edges(leaves)
    for view in leaves:
        for run in view.runs:
            blank = 1.3 * run.size if run.text.rstrip().endswith(_CLOSING) else 0
            out = max(left - run.box.left, run.box.right - right - blank)
            if out > _SLACK:
                message = f"{quote(run.text)}伸出版心 {millimetres(out)}。请改短、断行或缩小"
                yield Fault(view.number, "溢出", f"{place(run.box, view.trim)}：{message}")


def edges(leaves: list[Leaf]) -> tuple[float, float]:
    """Return the left and right edge that the outermost text of most pages keeps, in points."""
    lefts, rights = Counter[int](), Counter[int]()
    for view in leaves:
        boxes = [run.box for run in view.runs]
        if boxes:
            lefts[round(min(box.left for box in boxes))] += 1
            rights[round(max(box.right for box in boxes))] += 1
    most = [max(edge.items(), key=lambda item: (item[1], -item[0]))[0] for edge in (lefts, rights)]
    return float(most[0]), float(most[1])


def lines(runs: list[Run]) -> list[list[Run]]:
    """Return the runs line by line, from the top."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.box.bottom - run.box.top, run.box.left)):
        middle = (run.box.bottom + run.box.top) / 2
        if rows and rows[-1][0].box.bottom - 1 <= middle <= rows[-1][0].box.top + 1:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.box.left) for row in rows]
