"""What a page shows against what is given to the typesetter, so that nothing is lost between them in silence.

The page is read by lxml and not by our own parser, whose faults it is to find.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml.html import HtmlElement, fragment_fromstring

_UNSEEN = "|".join(
    f".//{what}"
    for what in (
        "label",
        "script",
        "style",
        "h1",  # the title of a document may stand on its cover alone
        '*[contains(@class, "headerlink") or contains(@class, "download")]',
    )
)
_LETTER = re.compile("[\u4e00-\u9fff]")
_FEW = 12
"""How many lost letters are shown."""
_PICTURE = re.compile(r"#(?:picture|flowchart)\(")
_START = re.compile(r"#?enum\(start: (\d+)")


class LostError(ValueError):
    """Raised when something that a page shows would not come out on paper.

    The message says what; `url` is the address of the page, `clue` what its source may say there: the Chinese
    letters with nothing between them, or the address of a picture.
    """

    def __init__(self, message: str, url: str, clue: str) -> None:
        super().__init__(message)
        self.url, self.clue = url, clue


def compare(url: str, html: str, body: str) -> None:
    """Compare what the page at `url` shows in its `html` with the Typst text `body` made from it.

    Raises:
        LostError: when letters, pictures, codes, headings or the start of a list are missing in `body`.

    """
    page = fragment_fromstring(html, create_parent="div")
    for unseen in page.xpath(_UNSEEN):
        unseen.drop_tree()
    shown, printed = _LETTER.findall(page.text_content()), _LETTER.findall(body)
    words = _moved(shown, printed)
    lost = _lost_things(page, body)
    if words and (letters := Counter(shown) - Counter(printed)):
        lost.append(f"少了 {letters.total()} 个字（“{''.join(list(letters.elements())[:_FEW])}”）")
    elif words and not lost:
        lost.append(f"“{words}”不在原来的位置")
    if lost:
        pictures = (source for source in page.xpath(".//img/@src") if source.rpartition("/")[2] not in body)
        message = f"网页 {url} 上有的，纸上{'，'.join(lost)}。换一种写法，或者把这一页报给维护人"
        raise LostError(message, url, words or next(pictures, ""))


def _lost_things(page: HtmlElement, body: str) -> list[str]:
    """Say how many pictures, codes, headings and starts of lists are fewer in `body` than on the page."""
    sources = page.xpath(".//img/@src")
    codes = sum(source.startswith("qr:") for source in sources)
    starts = Counter(page.xpath('.//ol/@start[. != "1"]')) - Counter(_START.findall(body))
    headings = page.xpath("count(.//h2|.//h3|.//h4|.//h5|.//h6)")
    counts = (
        (len(sources) - codes - len(_PICTURE.findall(body)), "张图"),
        (codes - body.count("#qr("), "个二维码"),
        (int(headings) - body.count("heading(level: "), "个标题"),
        (starts.total(), f"个编号列表的起始号（{'、'.join(sorted(starts.elements()))}）"),
    )
    return [f"少了 {count} {name}" for count, name in counts if count > 0]


def _moved(shown: list[str], printed: list[str]) -> str:
    """Return the first letters of `shown` that do not follow in `printed`, which may hold others between them."""
    rest = iter(printed)
    for place, letter in enumerate(shown):
        if letter not in rest:  # which takes the letters up to that one
            return "".join(shown[place : place + _FEW])
    return ""
