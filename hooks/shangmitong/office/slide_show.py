"""Slides as a PowerPoint file: lines measured so that nothing overflows, fonts named, notes with times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from .package import repacked

FAMILY = "微软雅黑"
_MM = 36000
_WIDE, _HIGH = 338.67, 190.5
"""A slide of 16:9, in mm."""
_BOX = (20.0, 42.0, 298.0, 128.0)
"""Left, top, width and height of the text, in mm."""
_SIZES = (26, 24, 22, 20)
"""Letters of the text in pt; a text that is too long for the least goes on to a second slide."""
_LEADING = 1.3
_GAP = 0.45
"""Room between two lines of thought, in letters."""
_PT = 25.4 / 72


@dataclass(frozen=True)
class Slide:
    """One slide: its title, its lines, and what the speaker says and how long it takes, in minutes."""

    title: str
    lines: tuple[str, ...]
    notes: str
    minutes: int


def show_of(title: str, below: str, author: str, colour: str, slides: Iterable[Slide], stamp: int) -> bytes:
    """Return the file: a cover with `title` and a line `below`, then the `slides`, in the `colour` of a trade (#rrggbb)."""
    show = Presentation()
    show.slide_width, show.slide_height = Emu(round(_WIDE * _MM)), Emu(round(_HIGH * _MM))
    paint = RGBColor.from_string(colour.removeprefix("#").upper())
    _cover(show, title, below, paint)
    for number, part in enumerate((part for slide in slides for part in fitted(slide)), 2):
        _slide(show, part, paint, f"{title}　{number}")
    said = show.core_properties
    said.title, said.author, said.last_modified_by, said.comments = title, author, "", ""
    said.created = said.modified = datetime.fromtimestamp(stamp, UTC).replace(tzinfo=None)
    said.revision, said.language = 1, "zh-CN"
    out = BytesIO()
    show.save(out)
    return repacked(out.getvalue())


def fitted(slide: Slide) -> Iterator[Slide]:
    """Return the slide, cut into several where its lines do not fit on one; the time is shared."""
    groups: list[list[str]] = [[]]
    for line in slide.lines:
        if groups[-1] and height((*groups[-1], line), _SIZES[-1]) > _BOX[3]:
            groups.append([])
        groups[-1].append(line)
    for number, group in enumerate(groups):
        title = slide.title + (f"（{number + 1}）" if len(groups) > 1 else "")
        yield Slide(title, tuple(group), slide.notes, max(1, round(slide.minutes / len(groups))))


def height(lines: Sequence[str], size: float) -> float:
    """Return how high the lines stand in letters of `size` pt, in mm; a Chinese letter is as wide as high."""
    letters = _BOX[2] / (size * _PT) - 1.5  # the bullet takes one
    rows = 0.0
    for line in lines:
        wide = sum(1 if ord(letter) > 0x2E7F else 0.56 for letter in line)
        rows += max(1, -(-wide // letters)) * _LEADING + _GAP
    return rows * size * _PT


def _cover(show: Any, title: str, below: str, colour: RGBColor) -> None:
    page = show.slides.add_slide(show.slide_layouts[5])
    _band(page, colour, (0, 0, _WIDE, 70))
    _place(page.shapes.title, (20, 78, 298, 40))
    _write(page.shapes.title.text_frame, [title], 40, bold=True)
    box = page.shapes.add_textbox(*(Emu(round(side * _MM)) for side in (20, 122, 298, 20)))
    _write(box.text_frame, [below], 20)


def _slide(show: Any, slide: Slide, colour: RGBColor, foot: str) -> None:
    page = show.slides.add_slide(show.slide_layouts[5])
    _band(page, colour, (0, 0, 8, _HIGH))
    _place(page.shapes.title, (20, 12, 298, 22))
    _write(page.shapes.title.text_frame, [slide.title], 30, bold=True, colour=colour)
    box = page.shapes.add_textbox(*(Emu(round(side * _MM)) for side in _BOX))
    size = next((size for size in _SIZES if height(slide.lines, size) <= _BOX[3]), _SIZES[-1])
    _write(box.text_frame, slide.lines, size, bullets=True)
    line = page.shapes.add_textbox(*(Emu(round(side * _MM)) for side in (20, 176, 298, 10)))
    _write(line.text_frame, [foot], 12)
    page.notes_slide.notes_text_frame.text = f"（约 {slide.minutes} 分钟）{slide.notes}"


def _band(page: Any, colour: RGBColor, box: tuple[float, float, float, float]) -> None:
    """Lay a band in the colour of the trade; it says nothing to who hears the slide read."""
    band = page.shapes.add_shape(1, *(Emu(round(side * _MM)) for side in box))
    band.fill.solid()
    band.fill.fore_color.rgb = colour
    band.line.fill.background()
    band.shadow.inherit = False
    page.shapes._spTree.remove(band._element)
    page.shapes._spTree.insert(2, band._element)


def _place(shape: Any, box: tuple[float, float, float, float]) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(round(side * _MM)) for side in box)


def _write(
    frame: Any,
    lines: Iterable[str],
    size: int,
    *,
    bold: bool = False,
    bullets: bool = False,
    colour: RGBColor | None = None,
) -> None:
    """Write lines, each a paragraph, with the font named for Chinese letters too."""
    frame.word_wrap = True
    for side in ("left", "right", "top", "bottom"):
        setattr(frame, f"margin_{side}", 0)
    for number, words in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = 1
        paragraph.line_spacing = Pt(size * _LEADING)  # in points: as a factor it would go by each font's own height
        paragraph.space_after = Pt(size * _GAP if bullets else 0)
        run = paragraph.add_run()
        run.text = ("• " if bullets else "") + words
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FAMILY
        if colour:
            run.font.color.rgb = colour
        properties = run._r.get_or_add_rPr()
        for tag in ("a:ea", "a:cs"):
            font = properties.makeelement(qn(tag), {"typeface": FAMILY})
            properties.append(font)
