"""PDFs that look right to whoever reads only their tables, and what the proof says of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from pikepdf import Array, Dictionary, Name
from PIL import Image

from shangmitong.proof.examine import Job, examine
from shangmitong.proof.run import examined
from shangmitong.proof.spec import Spec

from ..conftest import ROOT, run
from .test_proof import (
    ADDRESS,
    BOOK,
    HEAD,
    LINE,
    NO_CODES,
    PRESS,
    SHEET,
    TWO,
    Change,
    bare,
    changed,
    coded,
    drawn,
    laid_out,
    no_characters,
    printed,
    stapled,
    trimmed,
    without_place,
)

PAINTED = PRESS.replace(
    "margin: 40mm", "margin: 40mm, background: rect(width: 303mm, height: 216mm, fill: cmyk(0%, 10%, 20%, 0%))"
)
"""A sheet for the press, coloured to the end of its bleed."""
SHORT = PAINTED.replace("303mm", "297mm").replace("216mm", "210mm")
"""The same, coloured to the trim only."""


def pressed(source: str = PRESS, change: Change | None = None, rest: str = TWO) -> bytes:
    """Return a leaflet for the printing house with its boxes, and then with `change`."""
    data = changed(printed(source + rest), trimmed(3))
    return changed(data, change) if change else data


def tags(pdf: pikepdf.Pdf, kind: str) -> Any:
    """Return the first element of a kind in the tags."""
    return next(item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/S") == kind)


def circling_figure(pdf: pikepdf.Pdf) -> None:
    figure = tags(pdf, "/Figure")
    del figure["/Pg"]
    figure.K = Array([figure])


def circling_paragraph(pdf: pikepdf.Pdf) -> None:
    block = tags(pdf, "/P")
    block.K.append(block.P)


def circling_bookmarks(pdf: pikepdf.Pdf) -> None:
    first = pdf.Root.Outlines.First
    first.Next.Next = first


def layered(pdf: pikepdf.Pdf) -> None:
    """Put what the page shows into a layer that is switched off."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="层"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), BaseState=Name.ON))
    page = pdf.pages[0]
    page.Resources.Properties = Dictionary(L0=layer)
    page.contents_add(b"/OC /L0 BDC", prepend=True)
    page.contents_add(b"EMC")


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"secret", mime_type="text/plain")


def filed(pdf: pikepdf.Pdf) -> None:
    """Hang a file on a page by a pin."""
    data = pikepdf.AttachedFileSpec(pdf, b"secret", filename="a.txt")
    pdf.pages[0].Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[90, 90, 99, 99], FS=data.obj)]
    )


LAUNCH = Dictionary(S=Name.Launch, F="a.exe")


def launched(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = LAUNCH


def launched_late(pdf: pikepdf.Pdf) -> None:
    """Let a harmless action be followed by another."""
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=LAUNCH))


def submitted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines = Dictionary(Count=1)
    entry = pdf.make_indirect(Dictionary(Title="一", A=Dictionary(S=Name.SubmitForm, F="https://x.example/")))
    pdf.Root.Outlines.First = pdf.Root.Outlines.Last = entry


def noted(pdf: pikepdf.Pdf) -> None:
    """Lay an opaque note over the text."""
    look = pdf.make_stream(b"1 0 0 rg 0 0 300 60 re f", Subtype=Name.Form, BBox=[0, 0, 300, 60])
    note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=[60, 700, 360, 790], AP=Dictionary(N=look), F=4)
    pdf.pages[0].Annots = Array([note])


def painted(words: bytes, **resources: Any) -> Change:
    """Return a change that adds drawing to the end of the first page."""

    def change(pdf: pikepdf.Pdf) -> None:
        for name, table in resources.items():
            pdf.pages[0].Resources[f"/{name}"] = table
        pdf.pages[0].contents_add(b"q " + words + b" Q")

    return change


def spotted(pdf: pikepdf.Pdf) -> None:
    mix = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    space = Array([Name.Separation, Name("/PANTONE 186 C"), Name.DeviceCMYK, mix])
    painted(b"/Spot cs 1 scn 300 300 50 50 re f", ColorSpace=Dictionary(Spot=space))(pdf)


def state(**entries: Any) -> Change:
    """Return a change that draws a box with a graphics state."""
    return painted(b"/G0 gs 0 0 0 0.5 k 300 300 50 50 re f", ExtGState=Dictionary(G0=Dictionary(**entries)))


def masked(pdf: pikepdf.Pdf) -> None:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = pdf.make_stream(
        b"1 g 0 0 900 900 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 900, 900], Group=group
    )
    state(SMask=Dictionary(S=Name.Luminosity, G=mask))(pdf)


def scaled(by: float, right: float = 0, up: float = 0) -> Change:
    """Return a change that makes what the pages show smaller about their middle, and moves it, in pt."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            wide, high = (float(side) for side in page.mediabox[2:])  # type: ignore[index]
            x, y = wide * (1 - by) / 2 + right, high * (1 - by) / 2 + up
            page.contents_add(f"q {by} 0 0 {by} {x:.3f} {y:.3f} cm".encode(), prepend=True)
            page.contents_add(b"Q")

    return change


def clipped(pdf: pikepdf.Pdf) -> None:
    """Show only the left third of the page."""
    pdf.pages[0].contents_add(b"q 0 0 200 900 re W n", prepend=True)
    pdf.pages[0].contents_add(b"Q")


def cropped(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].cropbox = Array([0, 0, 600, 669])


def under(x: int, y: int, wide: int, high: int) -> Change:
    """Return a change that lays a white box over part of the page, in pt."""
    return lambda pdf: pdf.pages[0].contents_add(f"q 1 g {x} {y} {wide} {high} re f Q".encode())


def photo(over: bool, box: tuple[int, int, int, int] = (0, 700, 600, 142), rough: int = 9) -> Change:
    """Return a change that lays a light picture of dots over the text of a part of the page, in pt, or under it.

    `rough` says how much the dots differ.
    """
    dots = Image.effect_noise((2500, 800), rough).point([150 + level // 2 for level in range(256)])

    def change(pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_stream(dots.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=2500, Height=800)
        picture.BitsPerComponent, picture.ColorSpace = 8, Name.DeviceGray
        pdf.pages[0].Resources.XObject = Dictionary(Photo=picture)
        left, bottom, wide, high = box
        drawing = f"q {wide} 0 0 {high} {left} {bottom} cm /Photo Do Q".encode()
        pdf.pages[0].contents_add(drawing, prepend=not over)

    return change


def torn(pdf: pikepdf.Pdf) -> None:
    """Spoil the middle of a font program."""
    file = next(item.FontFile3 for item in pdf.objects if isinstance(item, Dictionary) and "/FontFile3" in item)
    data = bytearray(file.read_bytes())
    data[len(data) // 3 : len(data) // 2] = bytes(len(data) // 2 - len(data) // 3)
    file.write(bytes(data))


def cut_short(pdf: pikepdf.Pdf) -> None:
    """Leave only the beginning of a font program."""
    file = next(item.FontFile3 for item in pdf.objects if isinstance(item, Dictionary) and "/FontFile3" in item)
    file.write(file.read_bytes()[:300])


def code_covered(pdf: pikepdf.Pdf) -> None:
    """Lay a white box over the lowest code of the last page, which is on the left of the first side."""
    pdf.pages[0].contents_add(b"q 1 g 40 50 130 100 re f Q")


def endless(pdf: pikepdf.Pdf) -> None:
    """Draw a form that draws another ten times, and so on, ten deep."""
    form = pdf.make_stream(b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 900, 900])
    for _ in range(10):
        form = pdf.make_stream(
            b"/F Do " * 12,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 900, 900],
            Resources=Dictionary(XObject=Dictionary(F=form)),
        )
    pdf.pages[0].Resources.XObject = Dictionary(F=form)
    pdf.pages[0].contents_add(b"/F Do")


FULL = "#rect(width: 30mm, height: 10mm, fill: cmyk(100%, 100%, 100%, 100%))\n"


def titled(title: str, cover: str) -> bytes:
    """Return a book with a title and with another, or the same, on its cover."""
    return printed(BOOK.replace(HEAD, f"{HEAD}{cover}\n\n").replace("样张", title), tagged=True)


TEA = "茶叶商业秘密保护实务指南"

WHOLE = BOOK.replace("margin: 25mm", "margin: (x: 25mm, y: 27mm)")
"""A book with the margins of the whole site in one."""


def framed(wide: float, high: float, side: float, head: float = 0) -> bytes:
    """Return a sheet that is filled but for the white at its sides, and above and below where that is another."""
    margin = f"(x: {side}mm, y: {head or side}mm)"
    frame = f"#set page(width: {wide}mm, height: {high}mm, margin: {margin})\n#rect(width: 100%, height: 100%)"
    back = f"#pagebreak()\n#rect(width: 100%, height: 100%)[{LINE}]" if head else ""
    return printed(HEAD + frame + f"[{LINE}]\n" + back, tagged=True)


GOOD: dict[str, Callable[[], bytes]] = {
    "clean/brochure-press.pdf": lambda: pressed(PAINTED),
    "clean/compendium.pdf": lambda: printed(WHOLE),
    "clean/rhyme-a3.pdf": lambda: framed(297, 420, 11),
    "clean/photo.pdf": lambda: changed(printed(SHEET), photo(over=False)),
    "tea/guide.pdf": lambda: titled(TEA, "茶叶商业秘密保护\\\n实务指南"),
}
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "figure/guide.pdf": (lambda: changed(coded(ADDRESS), circling_figure), "绕圈"),
    "paragraph/guide.pdf": (lambda: changed(printed(BOOK, tagged=True), circling_paragraph), "绕圈"),
    "bookmarks/guide.pdf": (lambda: changed(printed(BOOK, tagged=True), circling_bookmarks), "绕圈"),
    "layer/sheet.pdf": (lambda: changed(printed(SHEET), layered), "图层"),
    "attached/sheet.pdf": (lambda: changed(printed(SHEET), attached), "附件"),
    "filed/sheet.pdf": (lambda: changed(printed(SHEET), filed), "附件"),
    "launch/sheet.pdf": (lambda: changed(printed(SHEET), launched), "Launch"),
    "later/sheet.pdf": (lambda: changed(printed(SHEET), launched_late), "Launch"),
    "submit/sheet.pdf": (lambda: changed(printed(SHEET), submitted), "SubmitForm"),
    "note/sheet.pdf": (lambda: changed(printed(SHEET), noted), "批注"),
    "spot/brochure-press.pdf": (lambda: pressed(change=spotted), "专色"),
    "alpha/brochure-press.pdf": (lambda: pressed(change=state(ca=0.5)), "透明"),
    "blend/brochure-press.pdf": (lambda: pressed(change=state(BM=Name.Multiply)), "透明"),
    "mask/brochure-press.pdf": (lambda: pressed(change=masked), "透明"),
    "over/brochure-press.pdf": (lambda: pressed(change=state(OP=True, op=True, OPM=1)), "叠印"),
    "full/brochure-press.pdf": (lambda: pressed(rest=FULL + TWO), "400%"),
    "short/brochure-press.pdf": (lambda: pressed(SHORT), "左、右、下、上边的底色只到裁切线"),
    "scaled/brochure-press.pdf": (lambda: pressed(PAINTED, scaled(0.95)), "裁切标记"),
    "path/brochure-press.pdf": (lambda: pressed(rest=NO_CODES + "\n\n" + drawn(ADDRESS) + drawn("page/")), "https"),
    "other/sheet.pdf": (lambda: coded("page/#here"), "https"),
    "tea/faq.pdf": (lambda: titled(TEA, TEA), "题名是“茶叶商业秘密保护实务指南”，里面没有“常见问题”"),
    "tea/short.pdf": (lambda: titled("云母商业秘密保护精简版", "云母商业秘密保护精简版"), "里面没有“茶叶”"),
    "tea/manual.pdf": (lambda: titled("茶叶商业秘密保护操作手册", TEA), "封面上没有“操作手册”"),
    "tea/quiz-key.pdf": (lambda: printed(SHEET, tagged=True), "纸上没有“茶叶”"),
    "scaled/guide.pdf": (lambda: changed(printed(BOOK, tagged=True), scaled(0.95)), "正文应当是 10.5 点"),
    "moved/guide.pdf": (lambda: changed(printed(BOOK, tagged=True), scaled(1, 14)), "版心离左边 30"),
    "high/guide.pdf": (lambda: changed(printed(BOOK, tagged=True), scaled(1, 0, 14)), "版心离上边 19"),
    "clipped/sheet.pdf": (lambda: changed(printed(SHEET), clipped), "看不见"),
    "cropped/brochure-press.pdf": (lambda: pressed(change=cropped), "显示框"),
    "under/sheet.pdf": (lambda: changed(printed(SHEET), under(0, 700, 600, 142)), "看不见"),
    "letter/sheet.pdf": (lambda: changed(printed(SHEET), under(150, 700, 25, 142)), "看不见"),
    "photo/sheet.pdf": (lambda: changed(printed(SHEET), photo(over=True)), "看不见"),
    "corner/sheet.pdf": (lambda: changed(printed(SHEET), photo(over=True, box=(150, 700, 25, 142))), "看不见"),
    "poster/rhyme-a3.pdf": (lambda: changed(framed(297, 420, 11), scaled(0.95)), "画面离左边 17"),
    "card/card.pdf": (lambda: changed(framed(210, 297, 10, 8.5), scaled(0.95)), "画面离左边 14"),
    "sign/signs.pdf": (lambda: changed(framed(210, 297, 8.5), scaled(1, 14)), "画面离左边 13"),
    "size/compendium.pdf": (lambda: printed(WHOLE.replace('"a4"', '"a5"')), "页面是 148×210 毫米"),
    "scaled/compendium.pdf": (lambda: changed(printed(WHOLE), scaled(0.95)), "正文应当是 10.5 点"),
    "attached/compendium.pdf": (lambda: changed(printed(WHOLE), attached), "附件"),
    "launch/compendium.pdf": (lambda: changed(printed(WHOLE), launched), "Launch"),
    "layer/compendium.pdf": (lambda: changed(printed(SHEET), layered), "图层"),
    "bare/compendium.pdf": (lambda: changed(printed(WHOLE), bare), "没有嵌入文件"),
    "unknown/compendium.pdf": (lambda: changed(printed(SHEET), no_characters), "个字没有对应的文字"),
    "nowhere/compendium.pdf": (lambda: changed(printed(WHOLE), without_place), "链接没有落脚的地方"),
    "lost/compendium.pdf": (lambda: printed(WHOLE.replace("page/#here", "page.txt/")), "没有“page.txt/”这一页"),
    "photo/compendium.pdf": (lambda: changed(printed(SHEET), photo(over=True)), "看不见"),
    "rough/sheet.pdf": (lambda: changed(printed(SHEET), photo(over=True, rough=60)), "看不见"),
    "torn/sheet.pdf": (lambda: changed(printed(SHEET), torn), "字体"),
    "cut/sheet.pdf": (lambda: changed(printed(SHEET), cut_short), "字体"),
    "code/guide-booklet.pdf": (
        lambda: changed(stapled(f"{LINE}#place(bottom, {drawn(ADDRESS)[1:]})"), code_covered),
        "画着 3 个二维码，扫得出来的只有 ",
    ),
}
HIDES = ("layer/sheet.pdf", "note/sheet.pdf", "layer/compendium.pdf", "unknown/compendium.pdf")
"""Files whose damage also hides text, which is named besides."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """What the proof says of all the files at once."""
    root = laid_out(tmp_path_factory.mktemp("house"), {**GOOD, **{name: bad for name, (bad, _) in BAD.items()}})
    look = yaml.safe_load((ROOT / "paper/look.yml").read_text("utf-8"))
    look["sizes"] |= {"book": 10.5, "booklet": 10.5}
    look["margins"] = {"book": {"side": 25, "top": 25, "bottom": 25}, "booklet": {"side": 20, "top": 20, "bottom": 20}}
    (root / "paper").mkdir()
    (root / "paper/look.yml").write_text(yaml.safe_dump(look), "utf-8")
    return run(root, "proof")


@pytest.mark.parametrize("name", BAD)
def test_a_deceit_is_named_alone(said: subprocess.CompletedProcess[str], name: str) -> None:
    faults = [line for line in said.stdout.splitlines() if line.startswith(f"{name}:")]
    assert sum(BAD[name][1] in fault for fault in faults) == 1, faults
    assert len(faults) <= (2 if name in HIDES else 1), faults


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_passes(said: subprocess.CompletedProcess[str], name: str) -> None:
    (row,) = [line for line in said.stdout.splitlines() if line.startswith(name)]
    assert row.endswith("合格")


def test_pages_nearly_empty_are_told_but_the_last(tmp_path: Path) -> None:
    """A note at the foot does not fill a page; a page that the next one follows is told."""
    full, few = "\\\n".join([LINE] * 36), f"{LINE}#footnote[{LINE}]"
    (tmp_path / "guide.pdf").write_bytes(printed(HEAD + "#pagebreak()\n".join([full, few, full, few]), tagged=True))
    spec = Spec(book=True, size=10.5, side=25, top=25, bottom=25)
    assert examine(Job(tmp_path / "guide.pdf", "guide.pdf", spec, None, tmp_path)).thin == [2]


def test_nearly_empty_pages_are_a_reminder_with_file_and_page(said: subprocess.CompletedProcess[str]) -> None:
    (line,) = [line for line in said.stdout.splitlines() if line.startswith("提醒：书里有")]
    assert "最多留 5 页" in line
    assert "tea/guide.pdf 第 1–9 页" in line


def test_a_file_without_end_is_given_up_and_the_others_are_read(tmp_path: Path) -> None:
    """A form that draws twelve others, ten deep, would take years."""
    jobs = []
    for name, data in {"endless.pdf": changed(printed(SHEET), endless), "sheet.pdf": printed(SHEET)}.items():
        (tmp_path / name).write_bytes(data)
        jobs.append(Job(tmp_path / name, name, Spec(turned=True), None, tmp_path, limit=5))
    found = {result.name: result.faults for result in examined(jobs)}
    assert found["sheet.pdf"] == []
    assert [fault.message for fault in found["endless.pdf"]] == [
        "查了 5 秒还没有查完，里面可能有绕圈的内容。再查一次；还是这样，请重新生成这份 PDF"
    ]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these systems take no name that is not Unicode")
def test_a_name_that_is_not_utf8_is_no_fault_of_the_file(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xc3\xfb.pdf")
    (tmp_path / name).write_bytes(printed(SHEET))
    assert examine(Job(tmp_path / name, name, Spec(turned=True), None, tmp_path)).faults == []


def test_sheets_that_cannot_be_written_are_not_laid_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "sheet.pdf").write_bytes(printed(SHEET))
    (tmp_path / "proof").write_text("a file where a folder should be")
    with pytest.raises(OSError, match="proof"):
        examine(Job(tmp_path / "sheet.pdf", "sheet.pdf", Spec(turned=True), None, tmp_path / "proof"))
