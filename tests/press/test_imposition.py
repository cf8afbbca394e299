"""Sheets printed on both sides, folded and stapled, read in order, whatever the number of pages."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from shangmitong.press.imposition import THICKEST, impose, signatures


def folded(sheets: list[tuple[str, str]]) -> list[str]:
    """Return the pages of one fold in reading order.

    `sheets` are its printed sides as (left, right), outer sheet first, front before back. Turned over its short
    edge, a sheet has the back's left page behind the front's right page.
    """
    leaves = []
    for front, back in zip(sheets[::2], sheets[1::2], strict=True):
        leaves.append(((front[1], back[0]), (back[1], front[0])))
    first = [page for leaf, _ in leaves for page in leaf]
    second = [page for _, leaf in reversed(leaves) for page in leaf]
    return first + second


def book(pages: int) -> bytes:
    """Return a PDF whose pages say their numbers."""
    with pikepdf.new() as pdf:
        for number in range(1, pages + 1):
            pdf.add_blank_page(page_size=(420.9, 595.3))
            pdf.pages[-1].Contents = pdf.make_stream(f"% page {number}".encode())
        with pdf.open_metadata() as told:
            told["dc:title"] = "书"
        pdf.docinfo["/Title"] = "书"
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def side(page: pikepdf.Page) -> tuple[str, str]:
    """Return what stands on the left and on the right half of a printed side; "" where nothing does."""
    half = float(page.mediabox[2]) / 2
    words = page.Contents.read_bytes().decode()
    found = ["", ""]
    for line in filter(None, words.split("\n")):
        left, name = float(line.split()[5]), line.split()[8]
        found[round(left / half)] = page.Resources.XObject[name].read_bytes().decode().removeprefix("% page ")
    return found[0], found[1]


@pytest.mark.parametrize("pages", [*range(1, 26), 79, 80, 81, 84, 119, 157, 160, 161, 200])
def test_the_folded_sheets_read_in_order_and_end_with_the_back_cover(pages: int) -> None:
    with pikepdf.open(BytesIO(impose(book(pages)))) as sheets:
        sides = [side(page) for page in sheets.pages]
        assert float(sheets.pages[0].mediabox[2]) == pytest.approx(2 * 420.9)
    read: list[str] = []
    for fold in signatures(pages):
        read += folded(sides[: fold // 2])
        sides = sides[fold // 2 :]
    assert not sides
    blanks = -pages % 4
    body = [str(number) for number in range(1, pages)]
    assert read == [*body, *[""] * blanks, str(pages)]


@pytest.mark.parametrize("pages", range(1, 201))
def test_no_fold_is_thicker_than_a_stapler_takes(pages: int) -> None:
    folds = signatures(pages)
    assert sum(folds) == pages + -pages % 4
    assert all(fold % 4 == 0 and 0 < fold <= THICKEST <= 80 for fold in folds)
    assert max(folds) - min(folds) <= 4, "folds of one book are equally thick"
