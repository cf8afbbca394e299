"""What a page shows against what is given to the typesetter, so that nothing is lost between them in silence."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

_SKIPPED = {"label", "input", "script", "style"}
_VOID = {"br", "hr", "img", "input", "col", "wbr"}
_LETTER = re.compile("[\u4e00-\u9fff]")
_FEW = 12
"""How many lost letters are shown."""
_PICTURE = re.compile(r"#(?:picture|flowchart)\(")
_START = re.compile(r"#?enum\(start: (\d+)")


class _Shown(HTMLParser):
    """Counts what a page shows: letters, pictures, codes, and the numbers that lists start with."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[str] = []
        self.pictures: list[str] = []
        self.codes = self.headings = 0
        self.starts: list[str] = []
        self.title = False
        self.hidden = ""
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        classes = given.get("class", "").split()
        if self.hidden:
            self.depth += tag == self.hidden and tag not in _VOID
        elif (tag in _SKIPPED and tag != "input") or not {"headerlink", "download"}.isdisjoint(classes):
            self.hidden, self.depth = tag, 1
        elif tag == "img":
            if (source := given.get("src", "")).startswith("qr:"):
                self.codes += 1
            else:
                self.pictures.append(source)
        elif tag == "ol" and given.get("start", "1") != "1":
            self.starts.append(given["start"])
        if not self.hidden:
            self.headings += bool(re.fullmatch("h[2-6]", tag))
            self.title |= tag == "h1"

    def handle_endtag(self, tag: str) -> None:
        if tag == self.hidden:
            self.depth -= 1
            self.hidden = tag if self.depth else ""
        self.title &= tag != "h1"

    def handle_data(self, data: str) -> None:
        if not self.hidden and not self.title:  # the title of a document may stand on its cover alone
            self.letters += _LETTER.findall(data)


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
    shown = _Shown()
    shown.feed(html)
    shown.close()
    printed = _LETTER.findall(body)
    letters = Counter(shown.letters) - Counter(printed)
    starts = Counter(shown.starts) - Counter(_START.findall(body))
    losses = (
        (len(shown.pictures) - len(_PICTURE.findall(body)), "张图", ""),
        (shown.codes - body.count("#qr("), "个二维码", ""),
        (shown.headings - body.count("heading(level: "), "个标题", ""),
        (starts.total(), "个编号列表的起始号", f"（{'、'.join(sorted(starts.elements()))}）"),
        (letters.total(), "个字", f"（“{''.join(list(letters.elements())[:_FEW])}”）"),
    )
    words = _moved(shown.letters, printed)
    missing = "，".join(f"少了 {count} {name}{which}" for count, name, which in losses if count > 0)
    if not missing and words:
        missing = f"“{words}”不在原来的位置"
    if missing:
        lost = [source for source in shown.pictures if source.rpartition("/")[2] not in body]
        message = f"网页 {url} 上有的，纸上{missing}。换一种写法，或者把这一页报给维护人"
        raise LostError(message, url, words or next(iter(lost), ""))


def _moved(shown: list[str], printed: list[str]) -> str:
    """Return the first letters of `shown` that do not follow in `printed`, which may hold others between them."""
    rest = iter(printed)
    for place, letter in enumerate(shown):
        if letter not in rest:  # which takes the letters up to that one
            return "".join(shown[place : place + _FEW])
    return ""
