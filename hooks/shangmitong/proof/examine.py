"""One file looked at from all sides, in a process of its own."""

from __future__ import annotations

import faulthandler
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from ..problem.system_errors import reason
from .bleed import bleed
from .boxes import box, boxes, size
from .circles import circles
from .codes import ANNOUNCED, codes, too_few
from .conformance import claims
from .contact_sheet import sheets, thumbnail
from .contrast import contrast
from .drawn_codes import drawn_codes
from .fault import Fault
from .folded import disordered, emptied, folded, misplaced
from .font_programs import font_programs
from .fonts import fonts, missing_glyphs
from .footnotes import footnotes
from .frame import framed
from .hidden import hidden
from .images import images
from .ink import ink
from .links import links
from .names import named
from .orphans import orphans
from .overprint import overprint
from .page_view import Leaf, read
from .parts import Parts, taken_apart
from .seen import seen
from .sight import sight
from .spec import Spec
from .text import empty, overfull, safe, turned, unknown
from .thin import thin, used
from .type_area import type_area
from .web import Web

LIMIT = 120
"""Seconds that a small file may take; the largest of ours takes about eight."""


@dataclass(frozen=True)
class Job:
    """A file to examine: where it lies, its name for the reader, what it must be, and where its thumbnails go."""

    path: Path
    name: str
    spec: Spec
    web: Web | None
    thumbnails: Path
    trade: str = ""
    """The name of the trade that the file is for."""
    limit: int = LIMIT
    """How many seconds the file may take."""


@dataclass
class Result:
    """What was found: pages, their size in mm, the faults, how many codes can be read, and which pages are nearly empty."""

    name: str
    pages: int = 0
    size: str = ""
    faults: list[Fault] = field(default_factory=list)
    codes: int = 0
    thin: list[int] = field(default_factory=list)


def examine(job: Job) -> Result:
    """Examine one file; whatever is wrong with it becomes a fault.

    A file that takes longer than its time ends the process: the readers of PDFs that do the work cannot be interrupted.
    """
    with _timed(job.limit):
        return _looked_at(job)


@contextmanager
def _timed(seconds: int) -> Iterator[None]:
    """End the process when what is inside takes longer; the clock runs outside of Python and needs no turn."""
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _looked_at(job: Job) -> Result:
    result = Result(job.name)
    try:
        data = job.path.read_bytes()
    except OSError as error:
        result.faults.append(Fault(0, "损坏", f"文件读不了：{reason(error)}。请看文件还在不在、有没有权限"))
        return result
    try:
        with pikepdf.open(BytesIO(data), attempt_recovery=False) as pdf:
            _examine(job, pdf, data, result)
    except pikepdf.PasswordError:
        result.faults.append(Fault(0, "加密", "文件加了密，打不开。请去掉密码再做一遍"))
    except (pikepdf.PdfError, pdfium.PdfiumError):
        result.faults.append(Fault(0, "损坏", "文件坏了或不完整，打不开。请重新生成这份 PDF"))
    except OSError:
        raise  # a sheet of thumbnails that cannot be written is no fault of the file
    except Exception as error:  # a file may be broken in ways that nobody has thought of
        message = f"文件的内部写法有错，查到一半停下了（{type(error).__name__}）。请重新生成这份 PDF"
        result.faults.append(Fault(0, "损坏", message))
    return result


def _examine(job: Job, pdf: pikepdf.Pdf, data: bytes, result: Result) -> None:
    result.pages = len(pdf.pages)
    result.size = "{:.0f}×{:.0f}".format(*size(pdf.pages[0])) if result.pages else ""
    if not result.pages:
        result.faults.append(Fault(0, "损坏", "文件里一页也没有。请重新生成这份 PDF"))
        return
    parts = taken_apart(pdf)
    for found in (
        boxes(pdf, job.spec),
        circles(parts),
        claims(parts, job.spec),
        hidden(parts),
        fonts(parts, job.spec),
        font_programs(parts),
        missing_glyphs(parts),
        ink(pdf, job.spec),
        overprint(parts, job.spec),
        links(parts, job.web),
        footnotes(parts),
    ):
        result.faults.extend(found)
    leaves = list(_leaves(job, parts, data, result))
    result.faults += named(pdf, leaves, job.spec, job.trade)
    if job.spec.stapled:
        pages = folded(leaves)
        result.faults += misplaced(leaves, pages)
        leaves = list(pages.values())
        result.faults += emptied(leaves)
    elif job.spec.numbered:
        result.faults += disordered(leaves)
    result.faults += overfull(leaves, job.spec)
    result.faults += type_area(leaves, job.spec)
    result.faults += orphans(pdf, leaves, job.spec)
    result.thin = thin(leaves, job.spec)


def _leaves(job: Job, parts: Parts, data: bytes, result: Result) -> Iterator[Leaf]:
    """Read the pages one by one, report what each shows, and draw the contact sheets at the end."""
    announced = _announced(parts)
    boxed = {fault.page for fault in result.faults if fault.kind == "缺字"}
    embedded = not any(fault.kind == "字体" for fault in result.faults)
    small = []
    document: Any = pdfium.PdfDocument(data)
    try:
        for number, frame in enumerate(parts.pages, 1):
            page = document[number - 1]
            view = read(page, number, box(frame, "trim"))
            shown = sight(page, view.runs)
            view.used = used(view, shown, job.spec)
            small.append(thumbnail(shown.colours))
            result.faults += safe(view, box(frame, "media"), box(frame, "bleed"), job.spec)
            if number not in boxed:
                result.faults += unknown(view)
            result.faults += empty(view, shown.colours, job.spec)
            result.faults += images(view)
            result.faults += turned(view)
            result.faults += contrast(view, shown)
            if embedded:
                result.faults += seen(view, shown)
            result.faults += framed(view, shown, job.spec)
            result.faults += bleed(view, shown, box(frame, "media"), box(frame, "bleed"), job.spec)
            count, faults = codes(view, shown, announced[number], drawn_codes(page), job.web, job.spec)
            result.codes += count
            result.faults += faults
            page.close()
            yield view
        if not any(fault.kind == "二维码" for fault in result.faults):
            result.faults += too_few(document, result.codes, max(announced.total(), job.spec.codes))
    finally:
        document.close()
    sheets(job.name, small, job.thumbnails)


def _announced(parts: Parts) -> Counter[int]:
    """Count the QR codes that the pages say they have, by a figure's text or a link's words."""
    count = Counter[int]()
    for figure in parts.tags.get("/Figure", ()):
        if str(figure.get("/Alt", "")).startswith(ANNOUNCED):
            count[parts.page_of(figure)] += 1
    for number, page in enumerate(parts.pages, 1):
        notes = [note for note in page.obj.get("/Annots", []) if isinstance(note, pikepdf.Dictionary)]
        linked = sum(str(note.get("/Contents", "")).startswith(ANNOUNCED) for note in notes)
        count[number] = max(count[number], linked)
    return count
