"""The leaflet folded in three and the pocket edition: sizes, inks, folds and codes as a print shop takes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from shangmitong.documents.addresses import web_address
from shangmitong.documents.pages import Site
from shangmitong.documents.render import render
from shangmitong.facts.county import county
from shangmitong.facts.load import load
from shangmitong.facts.project import Project
from shangmitong.press.jobs import PaperError

from ..conftest import ROOT, press_sheet

TRADES = sorted(path.stem for path in (ROOT / "industries").glob("*.yml"))
MM = 72 / 25.4
FOLDS = ([97, 197], [100, 200])
"""Where the two sides are folded, in mm from the left edge of the trimmed sheet."""
Sheet = Callable[[str], Path]


def spoken(path: Path) -> str:
    """Return the words of a PDF without blanks and line breaks."""
    document = pypdfium2.PdfDocument(path)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in document))


def letters(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Return the box of each letter in mm from the top left corner of the page."""
    text, high = page.get_textpage(), page.get_height()
    for index in range(text.count_chars()):
        if text.get_text_range(index, 1).strip():
            left, bottom, right, top = text.get_charbox(index)
            yield left / MM, (high - top) / MM, right / MM, (high - bottom) / MM


def shapes(page: pikepdf.Page) -> Iterator[tuple[str, tuple[float, ...], float, float]]:
    """Return each straight stroke and filled field: the operator that paints it, its colour, and left and right in mm."""
    matrix, stack, xs = pikepdf.Matrix(), [], []
    colours: dict[str, tuple[float, ...]] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "q":
            stack.append(matrix)
        elif name == "Q":
            matrix = stack.pop()
        elif name == "cm":
            matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
        elif name in ("k", "K"):
            colours[name] = tuple(map(float, operands))
        elif name in ("m", "l"):
            xs.append(matrix.transform((float(operands[0]), float(operands[1])))[0] / MM)
        elif name in ("f", "S", "n") and xs:
            yield name, colours.get("k" if name == "f" else "K", ()), min(xs), max(xs)
            xs = []


def decoded(path: Path) -> list[str]:
    """Return the addresses of the QR codes that a phone finds on the printed pages."""
    images = [page.render(scale=200 / 72).to_pil() for page in pypdfium2.PdfDocument(path)]
    return [found.text for image in images for found in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize("trade", TRADES)
@pytest.mark.parametrize("name", ["brochure", "brochure-pocket"])
def test_brochure_words_are_all_there(sheet: Sheet, project: Project, trade: str, name: str) -> None:
    """What the trade wants its people to remember is in both, word by word."""
    assert county(project).hotlines
    brochure, words = project.industries[trade].brochure, spoken(sheet(f"{trade}/{name}.pdf"))
    wanted = [brochure.headline, brochure.lead, *brochure.dos, *brochure.donts, *brochure.rhyme]
    assert [line for line in wanted if re.sub(r"\s", "", line) not in words] == []
    assert all(line.number in words for line in county(project).hotlines)


@pytest.mark.parametrize("trade", TRADES)
def test_office_leaflet_keeps_clear_of_edges_and_folds(sheet: Sheet, trade: str) -> None:
    """An office printer reaches all that is printed, and no letter comes nearer than 5 mm to an edge or a fold."""
    document = pypdfium2.PdfDocument(sheet(f"{trade}/brochure.pdf"))
    assert [tuple(round(size / MM) for size in page.get_size()) for page in document] == [(297, 210), (297, 210)]
    for page, folds in zip(document, FOLDS, strict=True):
        picture = page.render(scale=4 / MM).to_pil().convert("L")
        picture.paste(255, (19, 19, picture.width - 19, picture.height - 19))
        assert picture.getextrema() == (255, 255)
        for left, top, right, bottom in letters(page):
            assert left >= 5
            assert right <= 292
            assert top >= 5
            assert bottom <= 205
            assert all(right <= fold - 5 or left >= fold + 5 for fold in folds)


@pytest.mark.parametrize("trade", TRADES)
def test_leaflet_folds_inwards(sheet: Sheet, project: Project, trade: str) -> None:
    """The cover is the right panel of the outside, and the panel that is folded in is the narrow one on both sides."""
    outside, inside = pypdfium2.PdfDocument(sheet(f"{trade}/brochure.pdf"))

    def panel(page: pypdfium2.PdfPage, left: float, right: float) -> str:
        found = page.get_textpage().get_text_bounded(left=left * MM, right=right * MM)
        return re.sub(r"\s", "", found)

    brochure = project.industries[trade].brochure
    assert re.sub(r"\s", "", brochure.headline) in panel(outside, 197, 297)
    assert "车间口诀" in panel(outside, 0, 97)
    assert "东西漏了" in panel(inside, 200, 297)
    for narrow, (first, second) in zip((0, 2), FOLDS, strict=True):
        assert [first, second - first, 297 - second].index(97) == narrow


@pytest.mark.parametrize("trade", TRADES)
def test_press_leaflet_has_boxes_inks_and_marks_of_a_printing_house(sheet: Sheet, trade: str) -> None:
    """3 mm bleed, CMYK alone, black letters in black ink, and marks that stay outside the bleed at trim and folds."""
    with pikepdf.open(sheet(f"{trade}/brochure-press.pdf")) as pdf:
        assert len(pdf.pages) == 2
        for page, folds in zip(pdf.pages, FOLDS, strict=True):
            trim, bleed = ([float(value) / MM for value in box] for box in (page.trimbox, page.obj.BleedBox))
            assert trim[2] - trim[0] == pytest.approx(297, abs=0.01)
            assert trim[3] - trim[1] == pytest.approx(210, abs=0.01)
            assert [round(b - t, 2) for b, t in zip(bleed, trim, strict=True)] == [-3, -3, 3, 3]
            inks = [(str(op), tuple(map(float, words))) for words, op in pikepdf.parse_content_stream(page)
                    if str(op) in {"g", "G", "rg", "RG", "sc", "SC", "scn", "SCN", "k", "K", "cs", "CS"}]  # fmt: skip
            assert {name for name, _ in inks} == {"k", "K"}
            assert max(sum(ink) for _, ink in inks) <= 3
            assert "/XObject" not in page.resources
            drawn = list(shapes(page))
            marks = [
                left for name, ink, left, right in drawn if name == "S" and right - left < 0.1 and ink[:3] == (0, 0, 0)
            ]
            for x in (0, *folds, 297):
                assert sum(abs(left - trim[0] - x) < 0.05 for left in marks) == 2
            fields = [(left, right) for name, _, left, right in drawn if name == "f" and right - left > 90]
            assert fields
            assert all(left >= bleed[0] - 0.01 and right <= bleed[2] + 0.01 for left, right in fields)


@pytest.mark.parametrize("trade", TRADES)
def test_press_leaflet_prints_into_the_bleed_and_not_over_the_marks(sheet: Sheet, trade: str) -> None:
    """The cover runs over the trim on three sides to 3 mm; from there to the marks the paper is white."""
    page = pypdfium2.PdfDocument(sheet(f"{trade}/brochure-press.pdf"))[0]
    picture = page.render(scale=10 / MM, draw_annots=False).to_pil().convert("L")
    wide, high = picture.size
    over_cover, beside_cover = picture.crop((2600, 0, 2601, high)), picture.crop((wide - 100, 1000, wide, 1001))
    for strip, dark, white in (
        (over_cover, (0, 73, 1, 100), (0, 0, 1, 67)),
        (over_cover, (0, high - 100, 1, high - 73), (0, high - 67, 1, high)),
        (beside_cover, (0, 0, 27, 1), (33, 0, 100, 1)),
    ):
        assert strip.crop(dark).getextrema()[1] < 128
        assert strip.crop(white).getextrema()[0] == 255


@pytest.mark.parametrize("trade", TRADES)
def test_press_letters_stay_5_mm_inside_the_trim(sheet: Sheet, trade: str) -> None:
    """Cutting and folding a little off never touches a letter."""
    for page, folds in zip(pypdfium2.PdfDocument(sheet(f"{trade}/brochure-press.pdf")), FOLDS, strict=True):
        for left, top, right, bottom in letters(page):
            assert left - 10 >= 5
            assert right - 10 <= 292
            assert top - 10 >= 5
            assert bottom - 10 <= 205
            assert all(right - 10 <= fold - 5 or left - 10 >= fold + 5 for fold in folds)


@pytest.mark.parametrize("trade", TRADES)
@pytest.mark.parametrize("name", ["brochure", "brochure-press", "brochure-pocket", "brochure-booklet"])
def test_codes_lead_to_pages_of_the_site(sheet: Sheet, site: Site, trade: str, name: str) -> None:
    """A phone reads both codes from the print: the trade's pages, and the offices."""
    pages = {f"https://example.org/{web_address(page.path)}" for page in site.all_pages()}
    found = decoded(sheet(f"{trade}/{name}.pdf"))
    assert set(found) == {f"https://example.org/{trade}/", "https://example.org/contacts/"}
    assert set(found) <= pages


def test_codes_are_20_mm_wide(sheet: Sheet) -> None:
    """The modules alone, without the white border, measure 20 mm or more."""
    page = pypdfium2.PdfDocument(sheet(f"{TRADES[0]}/brochure-press.pdf"))[0]
    scale = 8
    for code in zxingcpp.read_barcodes(page.render(scale=scale).to_pil()):
        corners = code.position
        assert (corners.top_right.x - corners.top_left.x) / scale / MM >= 19.9


@pytest.mark.parametrize("trade", TRADES)
def test_pocket_edition_has_sixteen_full_pages(sheet: Sheet, trade: str) -> None:
    """Sixteen A5 pages, each with words down to its lower third, whole and as a booklet of eight sides."""
    document = pypdfium2.PdfDocument(sheet(f"{trade}/brochure-pocket.pdf"))
    assert len(document) == 16
    for page in document:
        assert (page.get_width() / MM, page.get_height() / MM) == (
            pytest.approx(148.5, abs=0.1),
            pytest.approx(210, abs=0.1),
        )
        lines = [bottom for _, _, _, bottom in letters(page) if bottom < 190]
        assert max(lines) > 140
    assert len(pypdfium2.PdfDocument(sheet(f"{trade}/brochure-booklet.pdf"))) == 8


def test_reader_files_claim_pdf_a_and_ua(sheet: Sheet) -> None:
    """What is read on a screen is tagged and says which standards it keeps."""
    for name in ("brochure", "brochure-pocket"):
        with pikepdf.open(sheet(f"{TRADES[0]}/{name}.pdf")) as pdf, pdf.open_metadata() as about:
            assert about["pdfaid:part"] == "2"
            assert about["pdfuaid:part"] == "1"
            assert pdf.Root.MarkInfo.Marked


def with_brochure(project: Project, **changes: tuple[str, ...]) -> Site:
    """Return the site of the project whose first trade has another brochure."""
    trade = project.industries[TRADES[0]]
    brochure = trade.brochure.model_copy(update=changes)
    changed = trade.model_copy(update={"brochure": brochure})
    return render(replace(project, industries={**project.industries, TRADES[0]: changed}))


def test_longer_texts_shrink_until_they_fit(project: Project) -> None:
    """Twice the words still make two sides and sixteen pages, with every line there."""
    donts = tuple(
        f"第{number}条：{line}{line}" for number, line in enumerate(project.industries[TRADES[0]].brochure.donts * 2)
    )
    site = with_brochure(project, donts=donts)
    for name, pages in (("brochure", 2), ("brochure-pocket", 16)):
        path = press_sheet(site, f"{TRADES[0]}/{name}.pdf")
        assert len(pypdfium2.PdfDocument(path)) == pages
        assert [line for line in donts if re.sub(r"\s", "", line) not in spoken(path)] == []


def test_text_that_cannot_fit_is_named(project: Project) -> None:
    """Nothing is cut off in silence: the build stops and says which text is too long."""
    site = with_brochure(project, donts=("不" * 160,) * 40)
    with pytest.raises(PaperError, match="要这样做、不要这样做”的字太多"):
        press_sheet(site, f"{TRADES[0]}/brochure.pdf")


def test_county_without_hotlines_and_trade_with_one_of_each(sample: Path) -> None:
    """The real wording holds with the least that a county and a trade may give."""
    for name in ("trifold.md", "pocket.md"):
        text = (ROOT / "overrides" / "documents" / "print" / name).read_text("utf-8")
        (sample / "overrides" / "documents" / "print" / name).write_text(text, "utf-8")
    site = render(load(sample))
    assert len(pypdfium2.PdfDocument(press_sheet(site, "tea/brochure.pdf"))) == 2
    assert len(pypdfium2.PdfDocument(press_sheet(site, "tea/brochure-pocket.pdf"))) == 16
