"""PDFs that are damaged on purpose, each in one way, and what the proof says of them."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
import pytest
import typst
import zxingcpp
from PIL import Image

from shangmitong.press.imposition import impose
from shangmitong.press.qr import qr_modules
from shangmitong.press.typeset import font_folders
from shangmitong.proof.contact_sheet import ACROSS, CELL, GAP
from shangmitong.proof.spec import Spec, spec_of

from ..conftest import run

ADDRESS = "https://example.org/base/"
HEAD = """
#set document(title: "样张", author: "某县")
#set page(paper: "a4", margin: 25mm)
#set text(font: ("Noto Serif SC", "Noto Sans CJK SC"), lang: "zh", region: "cn", size: 10.5pt)
#set par(justify: true)
#show heading: set text(font: "Noto Sans CJK SC")
"""
LINE = "资料不出门，出门先登记，谁拿走谁签字。"
BODY = f"= 第一节\n{LINE * 12}\n\n#link(<end>)[见结尾]\n\n"
BOOK = HEAD + f"#for n in range(9) [{BODY} #pagebreak()]\n#link('{ADDRESS}page/#here')[网上]\n= 结尾 <end>\n{LINE}"
BOOK = BOOK.replace("'", '"')
NUMBERED = BOOK.replace("margin: 25mm", 'margin: 25mm, numbering: "1"')
SHEET = HEAD + LINE
LOOSE = "#set text(costs: (orphan: 0%, widow: 0%))\n#show heading: set block(sticky: false)\n"
LOWER = HEAD.replace("margin: 25mm", "margin: (x: 25mm, top: 27mm, bottom: 23mm)")
"""With the margins of the whole site in one."""
LANDSCAPE = HEAD.replace('"a4"', '"a4", flipped: true')
MARKS = (
    "foreground: for at in (0mm, 228mm) { for x in (13mm, 310mm) { place(top + left, dx: x, dy: at, line(angle: 90deg, length: 8mm)) } }"
    " + for at in (0mm, 315mm) { for y in (13mm, 223mm) { place(top + left, dx: at, dy: y, line(length: 8mm)) } }"
).replace("line(", "line(stroke: 0.4pt + cmyk(0%, 0%, 0%, 100%), ")
"""The marks of a leaflet for the printing house, where it is cut."""
PRESS = (
    HEAD.replace('paper: "a4", margin: 25mm', f"width: 323mm, height: 236mm, margin: 40mm, {MARKS}")
    + '#set text(fill: cmyk(0%, 0%, 0%, 100%))\n#set text(font: "Noto Sans CJK SC")\n'
)
NO_CODES = LINE + "\n#pagebreak()\n" + LINE


def drawn(address: str) -> str:
    """Return a QR code in black ink alone, 30 mm wide with its white border, drawn in one path."""
    rows = qr_modules(address)
    step = 30 / (len(rows) + 8)
    bars = (
        f"curve.move(({left}mm, {top}mm)), curve.line(({right}mm, {top}mm)), curve.line(({right}mm, {top + step}mm)),"
        f' curve.line(({left}mm, {top + step}mm)), curve.close(mode: "straight")'
        for y, row in enumerate(rows)
        for bar in re.finditer("1+", row)
        for left, right, top in [((bar.start() + 4) * step, (bar.end() + 4) * step, (y + 4) * step)]
    )
    return f"#box(width: 30mm, height: 30mm, curve(fill: cmyk(0%, 0%, 0%, 100%), {', '.join(bars)}))"


CODES = "\n\n" + 2 * drawn(ADDRESS)
TWO = NO_CODES + CODES
PLACED = "#place(top + left, dx: {}mm, dy: 0mm)[边上]"

Change = Callable[[pikepdf.Pdf], object]


def printed(source: str, *, tagged: bool = False, files: dict[str, bytes] | None = None) -> bytes:
    """Return the PDF of a Typst source; `files` are the pictures that it names."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=font_folders())
    standards: Any = ["a-2a", "ua-1"] if tagged else []
    with TemporaryDirectory() as folder:
        for name, data in {"main.typ": source.encode(), **(files or {})}.items():
            (Path(folder) / name).write_bytes(data)
        main = Path(folder) / "main.typ"
        return typst.compile(main, font_paths=fonts, format="pdf", pdf_standards=standards, timestamp=0)


def changed(data: bytes, change: Change, **saving: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, **saving)
    return out.getvalue()


def stapled(last: str = LINE) -> bytes:
    """Return eight numbered pages of A5, the last one with the words `last`, laid in pairs for stapling."""
    small = HEAD.replace('paper: "a4", margin: 25mm', 'width: 148.5mm, height: 210mm, margin: 20mm, numbering: "1"')
    return impose(printed(small + f"#for n in range(7) [{LINE * 8} #pagebreak()]\n{last}" + CODES))


def turned_over(pdf: pikepdf.Pdf) -> None:
    """Exchange the halves of the second side, as a wrong imposition would."""
    forms = pdf.pages[1].Resources.XObject
    forms["/P0"], forms["/P1"] = forms["/P1"], forms["/P0"]


def exchanged(pdf: pikepdf.Pdf) -> None:
    """Exchange what stands on the fourth and on the fifth page."""
    one, other = pdf.pages[3], pdf.pages[4]
    one.Contents, other.Contents = other.Contents, one.Contents


def hollow(pdf: pikepdf.Pdf) -> None:
    """Empty the left half of the second side."""
    pdf.pages[1].Resources.XObject["/P0"].write(b"")


def covered(page: pikepdf.Page) -> None:
    """Paint the page white below its first line."""
    page.contents_add(b"q 1 g 0 0 900 755 re f Q")


def coded(address: str, words: str = "二维码", width: int = 30) -> bytes:
    """Return a sheet with a QR code of `address`, `width` mm wide, announced by its figure's text."""
    drawn = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode).to_svg().encode()
    source = SHEET + f'\n\n#image("code.svg", width: {width}mm, alt: "{words}")'
    return printed(source, tagged=True, files={"code.svg": drawn})


def dotted(dots: int) -> bytes:
    """Return a sheet with a grey picture, 50.8 mm wide, of `dots` by `dots`."""
    out = io.BytesIO()
    Image.effect_noise((dots, dots), 40).save(out, "PNG")
    return printed(SHEET + '\n\n#image("noise.png", width: 50.8mm)', files={"noise.png": out.getvalue()})


def fonts_of(pdf: pikepdf.Pdf, key: str) -> list[Any]:
    return [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and key in item]


def late(pdf: pikepdf.Pdf) -> None:
    """Let the tags say that all notes stand on the last page."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Note":
            item.Pg = pdf.pages[-1].obj


def bare(pdf: pikepdf.Pdf) -> None:
    del fonts_of(pdf, "/FontFile3")[0]["/FontFile3"]


def unmarked(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


def no_characters(pdf: pikepdf.Pdf) -> None:
    table = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <00FF> <FFFD> endbfrange"
    for font in fonts_of(pdf, "/ToUnicode"):
        font.ToUnicode = pdf.make_stream(b"/CIDInit /ProcSet findresource begin begincmap " + table + b" endcmap end")


def without_place(pdf: pikepdf.Pdf) -> None:
    next(note for note in pdf.pages[0].Annots if "/Dest" in note).Dest = pikepdf.String("nowhere")


def trimmed(bleed: float, paper: float = 13) -> Change:
    """Return a change that writes trim and bleed boxes for a sheet with `paper` mm around the trim."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for name, by in (("trimbox", 0.0), ("bleedbox", bleed)):
                sides = (paper - by, paper - by, paper + 297 + by, paper + 210 + by)
                setattr(page, name, pikepdf.Array([round(side * 72 / 25.4, 3) for side in sides]))

    return change


def shifted(pdf: pikepdf.Pdf) -> None:
    left, bottom, right, top = (float(side) for side in pdf.pages[0].mediabox)  # type: ignore[attr-defined]
    pdf.pages[0].trimbox = pikepdf.Array([left + 30, bottom, right + 30, top])


def with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.beep()")


def lines_of(count: int) -> str:
    return "\\\n".join([LINE] * count)


LOCK = pikepdf.Encryption(owner="a", user="")
KEY = pikepdf.Encryption(owner="a", user="b")
FOOT = f"{lines_of(38)}\n\n#v(1fr)\n= 落单的标题\n#pagebreak()\n{LINE}"
WIDOW = f"#block(height: 238mm)[]\n#par(first-line-indent: (amount: 2em, all: true))[{LINE * 3}]"
WIDOW += f"\n\n#par(first-line-indent: (amount: 2em, all: true))[{LINE * 9}]"
MANY = f"#for n in range(7) [= 第一节\n{LINE * 12} #pagebreak()]\n"

NOTED = f"#for n in range(3) [{LINE}#footnote[{LINE}] {LINE * 12} #pagebreak()]\n{LINE * 5}"

GOOD: dict[str, Callable[[], bytes]] = {
    "clean/guide.pdf": lambda: printed(BOOK, tagged=True),
    "clean/sheet.pdf": lambda: coded(ADDRESS + "page/#here"),
    "clean/short.pdf": lambda: printed(HEAD + NOTED, tagged=True),
    "clean/photo.pdf": lambda: dotted(620),
    "clean/faq-booklet.pdf": lambda: printed(LANDSCAPE + LINE + CODES + "#pagebreak()"),
    "clean/guide-booklet.pdf": stapled,
    "clean/brochure-press.pdf": lambda: changed(printed(PRESS + TWO), trimmed(3)),
}
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "size/sheet.pdf": (lambda: printed(SHEET.replace('"a4"', '"a5"')), "第 1 页: 页面是 148×210 毫米，应当是 210×297"),
    "mixed/sheet.pdf": (lambda: printed(f"{SHEET}\n#page(flipped: true)[{LINE}]"), "各页大小不一"),
    "count/brochure-press.pdf": (lambda: changed(printed(PRESS + LINE + CODES), trimmed(3)), "有 1 页，应当正好 2 页"),
    "odd/faq-booklet.pdf": (lambda: printed(LANDSCAPE + LINE + CODES), "有 1 页，双面印的纸页数要是 2 的倍数"),
    "shifted/sheet.pdf": (lambda: changed(printed(SHEET), shifted), "第 1 页: 裁切框或出血框超出了纸张"),
    "bleed/brochure-press.pdf": (lambda: changed(printed(PRESS + TWO), trimmed(1)), "第 1–2 页: 四边出血不足 3 毫米"),
    "rgb/brochure-press.pdf": (
        lambda: changed(printed(PRESS + TWO + "#text(fill: rgb(0, 0, 0))[屏]"), trimmed(3)),
        "第 2 页: 用了屏幕的颜色（RGB）",
    ),
    "rich/brochure-press.pdf": (
        lambda: changed(printed(PRESS + TWO + "#text(fill: cmyk(60%, 50%, 50%, 100%))[浓]"), trimmed(3)),
        "第 2 页: 黑字用了几种油墨",
    ),
    "bare/sheet.pdf": (lambda: changed(printed(SHEET), bare), "NotoSerifSC-Regular 没有嵌入文件"),
    "japanese/sheet.pdf": (
        lambda: printed(HEAD + f'#text(font: "Noto Sans CJK JP")[{LINE}]'),
        "是日文、繁体或韩文字形",
    ),
    "foreign/sheet.pdf": (lambda: printed(HEAD + '#text(font: "Libertinus Serif")[abc]'), "不在可用的字体里"),
    "tofu/sheet.pdf": (lambda: printed(SHEET + "\U0001f9ff"), "第 1 页: 有 1 个字印成了方框"),
    "unknown/sheet.pdf": (lambda: changed(printed(SHEET), no_characters), "个字没有对应的文字"),
    "coarse/photo.pdf": (lambda: dotted(300), "图片只有 150 dpi"),
    "edge/sheet.pdf": (lambda: printed(SHEET + PLACED.format(-23)), "“边上”离裁切边不到 5 毫米"),
    "outside/sheet.pdf": (lambda: printed(SHEET + PLACED.format(-29)), "“边上”超出了纸面"),
    "overfull/guide.pdf": (
        lambda: printed(BOOK + f"\n\n#box(width: 300mm)[{LINE[:15] * 3}]", tagged=True),
        "伸出版心",
    ),
    "empty/sheet.pdf": (lambda: printed(SHEET + "#pagebreak()#pagebreak()" + LINE), "第 2 页: 这一页什么也没有"),
    "foot/guide.pdf": (lambda: printed(HEAD + LOOSE + MANY + FOOT, tagged=True), "“落单的标题”这行标题落在页尾"),
    "untagged/compendium.pdf": (lambda: printed(LOWER + LOOSE + MANY + FOOT), "“落单的标题”这行标题落在页尾"),
    "loose/compendium.pdf": (lambda: printed(LOWER + LOOSE + MANY + WIDOW), "一段的最后一行孤零零落在页头"),
    "widow/guide.pdf": (lambda: printed(HEAD + LOOSE + MANY + WIDOW, tagged=True), "一段的最后一行孤零零落在页头"),
    "notes/guide.pdf": (
        lambda: changed(printed(HEAD + NOTED, tagged=True), late),
        "第 1–3 页: 这一页的脚注印到了第 4 页",
    ),
    "faint/sheet.pdf": (lambda: printed(SHEET + "\n\n#text(fill: luma(150))[看不清]"), "“看不清”和底色对比只有 3.0"),
    "dark/sheet.pdf": (
        lambda: printed(SHEET + "\n\n#box(fill: navy, inset: 4pt)[看不清]"),
        "“看不清”和底色对比只有",
    ),
    "gone/sheet.pdf": (lambda: coded(ADDRESS + "gone/"), "网站里没有“gone/”这一页"),
    "spot/sheet.pdf": (lambda: coded(ADDRESS + "page/#there"), "“page/”这一页里没有“#there”这个位置"),
    "small/sheet.pdf": (lambda: coded(ADDRESS, width=15), "至少要 15 毫米"),
    "order/guide-booklet.pdf": (
        lambda: changed(stapled(), turned_over),
        "第 2 页: 折好后页码不连：左半第 7 页、右半第 2 页，应当是左半第 2 页、右半第 7 页",
    ),
    "wide/guide-booklet.pdf": (lambda: stapled(f"#box(width: 140mm)[{LINE[:15] * 2}]"), "伸出版心"),
    "covered/sheet.pdf": (
        lambda: changed(coded(ADDRESS), lambda pdf: covered(pdf.pages[0])),
        "写明有 1 个二维码，扫得出来的只有 0 个",
    ),
    "missing/brochure-press.pdf": (lambda: changed(printed(PRESS + NO_CODES), trimmed(3)), "应当有 2 个二维码"),
    "numbers/guide.pdf": (
        lambda: changed(printed(NUMBERED, tagged=True), exchanged),
        "第 4 页: 页码是 5，按次序应当是 4（共 2 页不对）",
    ),
    "over/sheet.pdf": (
        lambda: changed(printed(SHEET), lambda pdf: pdf.pages[0].rotate(180, relative=False)),
        "被转了 180 度",
    ),
    "head/sheet.pdf": (lambda: printed(HEAD + f"#rotate(180deg)[{LINE}]"), "字是倒的或反的"),
    "mirror/sheet.pdf": (lambda: printed(HEAD + f"#scale(x: -100%)[{LINE}]"), "字是倒的或反的"),
    "hollow/guide-booklet.pdf": (lambda: changed(stapled(), hollow), "有一页什么也没有"),
    "elsewhere/sheet.pdf": (lambda: coded("https://other.example/"), "不是本站的网址"),
    "unread/sheet.pdf": (
        lambda: printed(
            SHEET + '\n\n#image("a.svg", width: 30mm, alt: "二维码：首页")',
            tagged=True,
            files={"a.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h5v5z"/></svg>'},
        ),
        "写明有 1 个二维码，扫得出来的只有 0 个",
    ),
    "plain/faq.pdf": (lambda: changed(printed(BOOK, tagged=True), unmarked), "文件没有标签结构"),
    "language/faq.pdf": (
        lambda: changed(printed(BOOK, tagged=True), lambda pdf: setattr(pdf.Root, "Lang", pikepdf.String("en"))),
        "语言没有写成 zh-CN（写的是“en”）",
    ),
    "script/sheet.pdf": (lambda: changed(printed(SHEET), with_script), "JavaScript"),
    "locked/sheet.pdf": (lambda: changed(printed(SHEET), as_it_is, encryption=LOCK), "文件加了密。"),
    "closed/sheet.pdf": (lambda: changed(printed(SHEET), as_it_is, encryption=KEY), "文件加了密，打不开"),
    "nowhere/faq.pdf": (lambda: changed(printed(BOOK, tagged=True), without_place), "第 1 页: 离左边"),
    "lost/sheet.pdf": (lambda: printed(SHEET + f'#link("{ADDRESS}lost.html")[这里]'), "网站里没有“lost.html”这一页"),
    "scheme/sheet.pdf": (lambda: printed(SHEET + '#link("htp://example.org")[这里]'), "“htp:”开头的网址打不开"),
    "short/sheet.pdf": (lambda: printed(SHEET)[:-900], "文件坏了或不完整"),
    "noise/sheet.pdf": (lambda: b"not a PDF", "文件坏了或不完整"),
}


def as_it_is(pdf: pikepdf.Pdf) -> int:
    """Change nothing."""
    return len(pdf.pages)


def laid_out(root: Path, files: dict[str, Callable[[], bytes]]) -> Path:
    """Lay out a built site in `root`, with `files` by their names below its downloads; give `root`."""
    (root / "site/page").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    (root / "site/index.html").write_text("<h1>首页</h1>", "utf-8")
    (root / "site/tea").mkdir()
    (root / "site/tea/index.html").write_text('<h1 id="茶叶">茶叶<a href="#茶叶">&para;</a></h1>', "utf-8")
    (root / "site/page/index.html").write_text('<h1 id="here">这里</h1>', "utf-8")
    sitemap = f"<urlset><url><loc>{ADDRESS}page/</loc></url><url><loc>{ADDRESS}</loc></url></urlset>"
    (root / "site/sitemap.xml").write_text(sitemap, "utf-8")
    for name, make in files.items():
        path = root / "site/downloads" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())
    return root


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with good and bad files in its downloads."""
    return laid_out(tmp_path_factory.mktemp("house"), {**GOOD, **{name: bad for name, (bad, _) in BAD.items()}})


@pytest.fixture(scope="module")
def said(house: Path) -> subprocess.CompletedProcess[str]:
    """What the proof says of all the files at once."""
    return run(house, "proof")


@pytest.mark.parametrize("name", BAD)
def test_a_damage_is_named_alone(said: subprocess.CompletedProcess[str], name: str) -> None:
    faults = [line for line in said.stdout.splitlines() if line.startswith(f"{name}:")]
    assert len(faults) == 1, faults
    assert BAD[name][1] in faults[0]


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_passes(said: subprocess.CompletedProcess[str], name: str) -> None:
    (row,) = [line for line in said.stdout.splitlines() if line.startswith(name)]
    assert row.endswith("合格")


def test_a_fault_ends_with_one_and_the_sum(said: subprocess.CompletedProcess[str]) -> None:
    assert said.returncode == 1
    assert "Traceback" not in said.stderr
    assert f"查了 {len(GOOD) + len(BAD)} 份" in said.stdout
    assert f"{len(BAD)} 份有问题，共 {len(BAD)} 处要改" in said.stdout


def test_a_clean_folder_ends_with_nought_and_contact_sheets(house: Path) -> None:
    done = run(house, "proof", "site/downloads/clean")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "全部合格" in done.stdout
    sheet = Image.open(house / "proof/guide.png")
    ground = sheet.getpixel((0, 0))
    middle = [GAP + index % ACROSS * (CELL + GAP) + CELL // 2 for index in range(10)]
    assert sum(sheet.getpixel((x, 60)) != ground for x in middle) == 10  # one row of ten pages
    assert not (house / "proof/size").exists()


@pytest.mark.parametrize("folder", ["nowhere", "mkdocs.yml", "site/page"])
def test_a_folder_without_pdfs_is_told(house: Path, folder: str) -> None:
    done = run(house, "proof", folder)
    assert done.returncode == 1
    assert folder in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_of_unknown_name_is_a_sheet_of_a4() -> None:
    assert spec_of(PurePosixPath("electronics/other.pdf")) == Spec(turned=True)
    assert spec_of(PurePosixPath("electronics/rhyme-a3.pdf")).width == 297
