"""Book pages laid in pairs on both sides of a sheet: printed double-sided, folded and stapled, they read in order."""

from __future__ import annotations

from io import BytesIO

import pikepdf

THICKEST = 80
"""Pages in one fold; 20 sheets of office paper are the most that a long-arm stapler takes."""


def signatures(pages: int, thickest: int = THICKEST) -> list[int]:
    """Return how many pages each fold holds: multiples of four, as equal as they can be, none over `thickest`.

    The sum is `pages` rounded up to a multiple of four.
    """
    leaves = -(-pages // 4)
    folds = -(-leaves * 4 // thickest)
    return [4 * (leaves // folds + (index < leaves % folds)) for index in range(folds)]


def sides(pages: int, first: int = 1) -> list[tuple[int, int]]:
    """Return the (left, right) page numbers of each printed side of one fold of `pages` pages that begins at `first`.

    Outer sheet first, front before back: 8 pages give (8, 1), (2, 7), (6, 3), (4, 5).
    """
    last = first + pages - 1
    pairs = [(last - index, first + index) for index in range(pages // 2)]
    return [pair if index % 2 == 0 else pair[::-1] for index, pair in enumerate(pairs)]


def impose(data: bytes) -> bytes:
    """Return the PDF `data` two pages a side, in the order of saddle stitching.

    Missing pages are left white before the last one, which stays the back cover.
    """
    with pikepdf.open(BytesIO(data)) as book, pikepdf.new() as sheets:
        count = len(book.pages)
        folds = signatures(count)
        total = sum(folds)
        width, height = (float(value) for value in book.pages[0].mediabox[2:])
        forms = {
            (number if number < count else total): sheets.copy_foreign(page.as_form_xobject())
            for number, page in enumerate(book.pages, 1)
        }
        first = 1
        for fold in folds:
            for pair in sides(fold, first):
                sheets.add_blank_page(page_size=(2 * width, height))
                _lay(sheets, sheets.pages[-1], [forms.get(number) for number in pair], width)
            first += fold
        with book.open_metadata() as told, sheets.open_metadata(set_pikepdf_as_editor=False) as meta:
            meta["dc:title"] = told["dc:title"]
        sheets.docinfo["/Title"] = book.docinfo["/Title"]
        sheets.Root.Lang = pikepdf.String("zh-CN")
        sheets.Root.ViewerPreferences = pikepdf.Dictionary(Duplex=pikepdf.Name.DuplexFlipShortEdge)
        out = BytesIO()
        sheets.save(out, deterministic_id=True)
        return out.getvalue()


def _lay(sheets: pikepdf.Pdf, page: pikepdf.Page, halves: list[pikepdf.Object | None], width: float) -> None:
    """Put the left and the right page on one side of a sheet; `width` of a page in pt."""
    words = []
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary())
    for index, form in enumerate(halves):
        if form is not None:
            page.Resources.XObject[f"/P{index}"] = form
            words.append(f"q 1 0 0 1 {index * width:.4f} 0 cm /P{index} Do Q")
    page.Contents = sheets.make_stream("\n".join(words).encode())
