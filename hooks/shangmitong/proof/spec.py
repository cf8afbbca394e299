"""What each printed file is expected to be; plain data, and the only place of rules about names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

SIMPLIFIED = ("Noto Sans CJK SC", "Noto Serif CJK SC", "Noto Sans SC", "Noto Serif SC")
"""The families that our own files are set in."""


@dataclass(frozen=True)
class Spec:
    """What a print shop is promised about one file. All lengths in mm.

    `width` and `height` are the finished (trimmed) page; with `turned` they may be exchanged. `bleed` is the paper
    beyond the trim that is printed and cut off. `pages` is the exact number of pages in the file and `multiple` what
    the number must be divisible by (2 for imposed sheets, 4 for bound pages); None and 1 ask nothing. With `blanks`
    a page may be empty. No text stands nearer to the trim than `safe`; printers leave 5 mm white. `book` says that the
    pages share one text area, which no line may leave. `claims` asks for PDF/A-2a and PDF/UA-1. `cmyk` asks for process
    colours only, with black text in K alone. `fonts` are the families allowed; empty allows all.
    """

    width: float = 210
    height: float = 297
    turned: bool = False
    bleed: float = 0
    safe: float = 5
    pages: int | None = None
    multiple: int = 1
    blanks: bool = False
    book: bool = False
    claims: bool = False
    cmyk: bool = False
    fonts: tuple[str, ...] = SIMPLIFIED


A2 = Spec(width=420, height=594, turned=True, pages=1)
A3 = Spec(width=297, height=420, turned=True, pages=1)
A4 = Spec(turned=True)
BOOK = Spec(book=True, claims=True)
BOOKLET = Spec(width=297, height=210, multiple=2, blanks=True)
BROCHURE = Spec(width=297, height=210, pages=2, claims=True)
PRESS = Spec(width=297, height=210, pages=2, bleed=3, cmyk=True)
POCKET = Spec(width=148, height=210, pages=16, blanks=True)
NAMES = {
    "brochure": BROCHURE,
    "brochure-press": PRESS,
    "brochure-pocket": POCKET,
    "compendium": replace(BOOK, claims=False, fonts=(*SIMPLIFIED, "Noto Sans SC Heading")),
    "guide": BOOK,
    "manual": BOOK,
    "faq": BOOK,
    "short": BOOK,
}
ENDINGS = {"-booklet": BOOKLET, "-large": BOOK, "-a3": A3, "-a2": A2}


def spec_of(path: PurePosixPath) -> Spec:
    """Give what the file at `path` below the downloads folder must be; a file of unknown name is a sheet of A4."""
    if path.stem in NAMES:
        return NAMES[path.stem]
    return next((spec for ending, spec in ENDINGS.items() if path.stem.endswith(ending)), A4)
