"""Whether a file is the one that its name says: the right trade, the right book."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import pikepdf

from .fault import Fault
from .page_view import Leaf
from .spec import Spec
from .web import Web

_HEADING = re.compile(r"<h1[^>]*>(.*?)(?:<a\b|</h1>)", re.DOTALL)


def trade_of(path: PurePosixPath, web: Web | None) -> str:
    """Return the name of the trade to which the file at `path` below the downloads folder belongs, as its own page
    on the website has it; "" for a file of the county, and without a website."""
    return _heading(web.folder / path.parts[0] / "index.html") if web and len(path.parts) > 1 else ""


@cache
def _heading(page: Path) -> str:
    found = _HEADING.search(page.read_text("utf-8", "replace")) if page.is_file() else None
    return html.unescape(re.sub(r"<[^>]*>", "", found[1])).strip() if found else ""


def named(pdf: pikepdf.Pdf, leaves: list[Leaf], spec: Spec, trade: str) -> Iterator[Fault]:
    """Report a file that does not say the name of its trade, and a book whose title or cover is not its own.

    A book says both in its title and on its cover; a sheet of a trade says the trade somewhere.
    """
    if not spec.trade or not trade:
        return
    wanted = (trade, spec.title) if spec.title else (trade,)
    shown = _letters(leaves[:1] if spec.title else leaves)
    if spec.title and (title := _title(pdf)) and (missing := [word for word in wanted if word not in title]):
        yield Fault(0, "书名", f"文件的题名是“{title}”，里面没有“{missing[0]}”。请看是不是放错了别的书")
    elif missing := [word for word in wanted if word not in shown]:
        where = "封面上" if spec.title else "纸上"
        yield Fault(0, "书名", f"{where}没有“{missing[0]}”这几个字。请看是不是放错了别的行业或别的书的文件")


def _title(pdf: pikepdf.Pdf) -> str:
    return str(pdf.docinfo.get("/Title", "")).strip()


def _letters(leaves: list[Leaf]) -> str:
    """Return what is written on pages without the white between letters, as a title may be broken into lines."""
    return "".join("".join(run.text.split()) for view in leaves for run in view.runs)
