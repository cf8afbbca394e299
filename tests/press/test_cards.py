"""Pictures for chat groups, as they lie in a finished site."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
import zxingcpp
from lxml import etree, html
from PIL import Image

from shangmitong.documents.cards import SQUARES, cards, some
from shangmitong.documents.pages import Site
from shangmitong.facts.load import load
from shangmitong.facts.project import Project
from shangmitong.press.drawn import DrawingError
from shangmitong.press.picture_cards import pictures
from shangmitong.web.summary import summary

from ..conftest import run

MOST = 300 * 1024
SITE = "https://example.org/"


def made(built: Path) -> list[Path]:
    return sorted((built / "site" / "downloads" / "tea" / "cards").glob("*.png"))


def test_every_picture_is_light_and_as_wide_as_a_phone_wants(built: Path) -> None:
    files = made(built)
    assert len(files) == len(cards(load(built))["tea"])
    for file, card in zip(files, cards(load(built))["tea"], strict=True):
        with Image.open(file) as picture:
            assert picture.width == 1080
            assert (picture.height == 1080) == card.square
        assert file.stat().st_size <= MOST, file.name


def test_the_code_of_every_picture_leads_to_a_page_of_the_site(built: Path) -> None:
    for file, card in zip(made(built), cards(load(built))["tea"], strict=True):
        with Image.open(file) as picture:
            (code,) = zxingcpp.read_barcodes(picture.convert("L"))
        assert code.text.endswith("/" + card.address)
    assert (built / "site" / "tea" / "brochure" / "index.html").exists()


def test_every_code_of_the_real_trades_leads_to_a_page(project: Project, site: Site) -> None:
    pages = {page.path.removesuffix("index.md").removesuffix(".md") for page in site.all_pages()}
    for some_cards in cards(project).values():
        assert {card.address.rstrip("/") for card in some_cards} <= {page.rstrip("/") for page in pages}


def test_a_trade_with_talks_and_scenes_has_nine_squares_and_its_charts(project: Project) -> None:
    for found in cards(project).values():
        assert sum(card.square for card in found) == SQUARES
        assert {card.kind for card in found} >= {"verse", "talk", "scene", "long", "chart"}
        assert len({card.path for card in found}) == len(found)


def test_the_zip_holds_all_pictures_and_says_what_they_are(built: Path) -> None:
    with ZipFile(built / "site" / "downloads" / "tea" / "cards.zip") as archive:
        names = archive.namelist()
        told = archive.read("说明.txt").decode("utf-8-sig")
    assert [name for name in names if name.endswith(".png")] == [file.name for file in made(built)]
    assert all(card.title in told for card in cards(load(built))["tea"])


def test_the_page_shows_every_picture_with_its_size(built: Path) -> None:
    text = (built / "site" / "share" / "index.html").read_text("utf-8")
    for file in made(built):
        assert re.search(rf'href="\.\./downloads/tea/cards/{file.name}"[^>]*>.*?KB）</a>', text), file.name


def test_the_same_facts_give_the_same_picture(sample: Path) -> None:
    project = load(sample)
    first = {path: file.read_bytes() for path, file in pictures(project, cards(project)["tea"][:2], SITE).items()}
    for file in pictures(project, cards(project)["tea"][:2], SITE).values():
        file.unlink()
    again = {path: file.read_bytes() for path, file in pictures(project, cards(project)["tea"][:2], SITE).items()}
    assert again == first


def test_a_text_that_does_not_fit_a_card_is_named(sample: Path) -> None:
    project = load(sample)
    card = next(card for card in cards(project)["tea"] if card.kind == "scene")
    long = card.facts | {"text": "师傅带走工艺卡。" * 100}
    crowded = type(card)(**{**vars(card), "facts": long})
    with pytest.raises(DrawingError, match="“师傅跳槽”的字太多"):
        pictures(project, [crowded], SITE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("一句。" * 60, "一句。" * 43), ("没有句号的一句", "没有句号的一句"), ("长" * 200 + "。短。", "长" * 200 + "。")],
)
def test_a_card_holds_whole_sentences(text: str, shown: str) -> None:
    assert some(text) == shown


def test_a_link_in_a_chat_shows_title_words_and_the_picture_of_its_trade(built: Path) -> None:
    shown = set()
    for page in (built / "site").rglob("index.html"):
        head = html.document_fromstring(page.read_bytes()).head
        said = {meta.get("property"): meta.get("content", "") for meta in head.iter("meta") if meta.get("property")}
        assert said["og:title"] == head.findtext("title")
        assert 0 < len(said["og:description"]) <= 120
        name = said["og:image"].partition("/downloads/")[2]
        with Image.open(built / "site/downloads" / name) as picture:
            assert picture.size == (1200, 630)
        of_trade = page.relative_to(built / "site").parts[0] == "tea"
        assert name == ("tea/cover.png" if of_trade else "cover.png")
        shown.add(name)
    assert len(shown) == 2


def test_the_words_of_a_link_are_whole_sentences_without_marks() -> None:
    assert (
        summary("<p>短。</p><p>甲说<sup>1</sup>“<b>乙</b>”&quot;丙&quot;，够长的一句话。</p>")
        == "甲说“乙”&quot;丙&quot;，够长的一句话。"
    )
    long = summary(f"<p>{'一句话够长了吧。' * 30}</p>")
    assert long.endswith("。")
    assert len(long) == 120


def test_a_code_at_the_foot_of_each_page_brings_it_to_a_phone_once_the_site_has_an_address(
    sample: Path, built: Path
) -> None:
    address = "https://secrets.example.org/county/"
    assert run(sample, "build", SITE_URL=address, PAPERS="none").returncode == 0
    place = sample / "site/tea/guide"
    page = html.document_fromstring((place / "index.html").read_bytes())
    (shown,) = page.xpath("//details[@class='phone-code']/img/@src")
    outline = etree.parse(place / shown).getroot()
    side = int(outline.get("width") or 0) // 4  # four px a module, the border too
    picture = Image.new("L", (side, side), 255)
    x = y = 0
    for mark, numbers in re.findall(r"([Mmh])([-\d. ]+)", outline.findall(".//{*}path")[-1].get("d") or ""):
        values = [float(number) for number in numbers.split()]
        if mark == "h":
            picture.paste(0, (x, y, x + int(values[0]), y + 1))
        x += int(values[0])
        y = int(values[1]) if mark == "M" else y + int(values[1]) if mark == "m" else y
    (code,) = zxingcpp.read_barcodes(picture.resize((8 * side, 8 * side), Image.Resampling.NEAREST))
    assert code.text == f"{address}tea/guide/"
    assert "phone-code" not in (built / "site/tea/guide/index.html").read_text("utf-8")
