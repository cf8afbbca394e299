"""What each printed file is expected to be, from the tables of what is printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath

from ..documents.formats import CODE, SHEETS, Format, Sheet
from ..documents.pages import KINDS

Frame = tuple[float, float, float, float]
"""White at the left, at the top, at the right and below, in mm; 0 asks nothing."""
NO_FRAME: Frame = (0, 0, 0, 0)
SIMPLIFIED = ("Noto Sans CJK SC", "Noto Serif CJK SC", "Noto Sans SC", "Noto Serif SC")
"""The families that our own files are set in."""


@dataclass(frozen=True)
class Spec:
    """What a print shop is promised about one file. All lengths in mm.

    `width` and `height` are the finished (trimmed) page; with `turned` they may be exchanged. `bleed` is the paper
    beyond the trim that is printed and cut off. `pages` is the exact number of pages in the file and `multiple` what
    the number must be divisible by (2 for imposed sheets, 4 for bound pages); None and 1 ask nothing. With `blanks`
    a page may be empty. With `stapled` each side holds two pages, in the order of saddle stitching. No text stands
    nearer to the trim than `safe`; printers leave 5 mm white. `book` says that the pages share one text area, which no
    line may leave. `numbered` says that page numbers follow each other. `code` is the least width of a QR code,
    without its white border, `codes` the least number of them in the file. `claims` asks for PDF/A-2a and
    PDF/UA-1. `cmyk` asks for process colours only, with black text in K alone. `fonts` are the families allowed; empty
    allows all. With `trade` the file must name the trade in whose folder it lies, and `title` is how a book's title
    ends. `layout` is which file of paper/ sets it, with the fonts of look.yml. `size_name` is which size of look.yml the
    body has; from there come `size`, in pt, and the white at the `side`, `top` and `bottom` of a book's pages; 0 asks
    nothing. `frame` is the white around what the first page shows.
    """

    width: float = 210
    height: float = 297
    turned: bool = False
    bleed: float = 0
    safe: float = 5
    pages: int | None = None
    multiple: int = 1
    blanks: bool = False
    stapled: bool = False
    numbered: bool = False
    book: bool = False
    code: float = CODE
    codes: int = 0
    claims: bool = False
    cmyk: bool = False
    fonts: tuple[str, ...] = SIMPLIFIED
    trade: bool = False
    title: str = ""
    layout: str = ""
    frame: Frame = NO_FRAME
    size_name: str = ""
    size: float = 0
    side: float = 0
    top: float = 0
    bottom: float = 0


A4 = Spec(turned=True)
COMPENDIUM = Spec(book=True, fonts=(*SIMPLIFIED, "Noto Sans SC Heading"), size=10.5, side=25, top=27)
"""The whole site; sizes and margins as in paper/compendium/book.css."""


def spec_of(path: PurePosixPath) -> Spec:
    """Return what the file at `path` below the downloads folder must be; a file of unknown name is a sheet of A4."""
    return _named().get(path.stem, A4)


def known(path: PurePosixPath) -> bool:
    """Say whether the name of a file tells what it must be."""
    return path.stem in _named()


@cache
def _named() -> dict[str, Spec]:
    books = {
        f"{kind.slug}{edition.suffix}": replace(
            _spec(edition.format, book=True), trade=True, title=kind.name, layout="book", size_name=edition.size
        )
        for kind in KINDS
        for edition in kind.editions
    }
    sheets = {
        sheet.slug: replace(
            _spec(sheet.format, book=False),
            trade=sheet.trade,
            layout=sheet.layout,
            frame=_frame(sheet),
            size_name="form" if sheet.layout == "form" else "",
        )
        for sheet in SHEETS
    }
    return {"compendium": COMPENDIUM, **sheets, **books}


def _frame(sheet: Sheet) -> Frame:
    """Return the white that the layout of a sheet leaves around its first page."""
    edge = 11 * sheet.format.width / 297
    frames: dict[str, Frame] = {
        "poster": (edge, edge, edge, edge),
        "sign": (8.5, 8.5, 8.5, 8.5),
        "card": (10, 8.5, 10, 8.5),  # marks where to cut, as on the labels
        "label": (10, 0, 10, 15.5),
        "certificate": (9.5, 9.5, 9.5, 9.5),
        "trifold": (0, 0, 0, 0) if sheet.format.bleed else (5, 5, 5, 5),
        "pocket": (0, 8, 8, 0),  # stapled, the cover is the right half
    }
    return frames.get(sheet.layout, NO_FRAME)


def _spec(form: Format, *, book: bool) -> Spec:
    if form.stapled:
        sides = form.pages // 2 if form.pages else None
        return Spec(
            2 * form.width, form.height, pages=sides, multiple=2, blanks=True, stapled=True, book=book, codes=form.codes
        )
    press = form.bleed > 0
    return Spec(
        form.width,
        form.height,
        bleed=form.bleed,
        pages=form.pages,
        book=book,
        numbered=book or form.numbered,
        code=form.code,
        codes=form.codes,
        claims=not press,
        cmyk=press,
    )
