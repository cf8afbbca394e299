"""One file looked at from all sides, in a process of its own."""

from __future__ import annotations

import faulthandler
import gc
import os
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
from .codes import announced, codes, too_few
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
from .sight import Sight, sight
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
    gc.set_threshold(50_000, 20, 50)  # pages make many runs of text and few circles: looking less often saves time
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
    except OSError:
        raise  # a sheet of thumbnails that cannot be written is no fault of the file
    except Exception as error:  # a file may be broken in ways that nobody has thought of
        result.faults.append(_broken(error))
    return result


def _broken(error: Exception) -> Fault:
    """Return the fault of a file that the reader of PDFs, or a check of ours, stumbled over."""
    if isinstance(error, pikepdf.PasswordError):
        return Fault(0, "加密", "文件加了密，打不开。请去掉密码再做一遍")
    if isinstance(error, pikepdf.PdfError | pdfium.PdfiumError):
        return Fault(0, "损坏", "文件坏了或不完整，打不开。请重新生成这份 PDF")
    message = f"文件的内部写法有错，查到一半停下了（{type(error).__name__}）。请重新生成这份 PDF"
    return Fault(0, "损坏", message)


def _examine(job: Job, pdf: pikepdf.Pdf, data: bytes, result: Result) -> None:
    """Look at the file as data, then page by page, then at all its pages in the order in which they are read."""
    result.pages = len(pdf.pages)
    if not result.pages:
        result.faults.append(Fault(0, "损坏", "文件里一页也没有。请重新生成这份 PDF"))
        return
    result.size = "{:.0f}×{:.0f}".format(*size(pdf.pages[0]))
    parts = taken_apart(pdf)
    result.faults += _of_file(job, parts)
    leaves = list(_leaves(job, parts, data, result))
    result.faults += named(pdf, leaves, job.spec, job.trade)
    if job.spec.stapled:
        pages = folded(leaves)
        result.faults += [*misplaced(leaves, pages), *emptied(list(pages.values()))]
        leaves = list(pages.values())
    result.faults += _of_book(job, pdf, leaves)
    result.thin = thin(leaves, job.spec)


def _of_file(job: Job, parts: Parts) -> Iterator[Fault]:
    yield from boxes(parts.pdf, job.spec)
    yield from circles(parts)
    yield from claims(parts, job.spec)
    yield from hidden(parts)
    yield from fonts(parts, job.spec)
    yield from font_programs(parts)
    yield from missing_glyphs(parts)
    yield from ink(parts.pdf, job.spec)
    yield from overprint(parts, job.spec)
    yield from links(parts, job.web)
    yield from footnotes(parts)


def _of_page(job: Job, frame: pikepdf.Page, view: Leaf, shown: Sight, told: frozenset[Fault]) -> Iterator[Fault]:
    """Report what is wrong with one page; `told` is what is known of the file already, and is not said twice."""
    media, paper = box(frame, "media"), box(frame, "bleed")
    yield from safe(view, media, paper, job.spec)
    if not any(fault.kind == "缺字" and fault.page == view.number for fault in told):
        yield from unknown(view)
    yield from empty(view, shown.colours, job.spec)
    yield from images(view)
    yield from turned(view)
    yield from contrast(view, shown)
    if not any(fault.kind == "字体" for fault in told):
        yield from seen(view, shown)
    yield from framed(view, shown, job.spec)
    yield from bleed(view, shown, media, paper, job.spec)


def _of_book(job: Job, pdf: pikepdf.Pdf, leaves: list[Leaf]) -> Iterator[Fault]:
    if job.spec.numbered and not job.spec.stapled:
        yield from disordered(leaves)
    yield from overfull(leaves, job.spec)
    yield from type_area(leaves, job.spec)
    yield from orphans(pdf, leaves, job.spec)


def _leaves(job: Job, parts: Parts, data: bytes, result: Result) -> Iterator[Leaf]:
    """Read the pages one by one, report what each shows, and draw the contact sheets at the end."""
    said, told, small = announced(parts), frozenset(result.faults), []
    document: Any = pdfium.PdfDocument(data)
    try:
        for number, frame in enumerate(parts.pages, 1):
            page = document[number - 1]
            view = read(page, number, box(frame, "trim"))
            shown = sight(page, view.runs)
            view.used = used(view, shown, job.spec)
            small.append(thumbnail(shown.colours))
            count, faults = codes(view, shown, said[number], drawn_codes(page), job.web, job.spec)
            result.codes += count
            result.faults += [*_of_page(job, frame, view, shown, told), *faults]
            page.close()
            yield view
        if not any(fault.kind == "二维码" for fault in result.faults):
            result.faults += too_few(document, result.codes, max(said.total(), job.spec.codes))
    finally:
        document.close()
    sheets(job.name, small, job.thumbnails)
