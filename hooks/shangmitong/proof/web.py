"""The website that links and QR codes lead to, as it lies on the disk."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>")
_ID = re.compile(r"""<[^>]*?\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_HOSTED = ("http", "https")
_PLAIN = ("mailto", "tel")


@dataclass(frozen=True)
class Web:
    """A built site: its folder and the address that it will have."""

    folder: Path
    address: str

    def trouble(self, url: str) -> str:
        """Say why an address leads nowhere; "" when it leads somewhere, or to another website."""
        if re.search(r"[\s<>\"\\^`{|}]", url):
            return "网址里有空格或不能用的符号"
        try:
            parts = urlsplit(url)
        except ValueError:
            return "网址写错了"
        if not parts.scheme or url.startswith(self.address):
            return self._missing(urljoin(self.address, url))
        if parts.scheme in _PLAIN:
            return "" if parts.path else "网址只有开头，没有内容"
        if parts.scheme not in _HOSTED:
            return f"“{parts.scheme}:”开头的网址打不开"
        return "" if parts.hostname and "." in parts.hostname.strip(".") else "网址里没有网站的名字"

    def owns(self, url: str) -> bool:
        """Tell whether an address belongs to the site."""
        return url.startswith(self.address) or not re.match(r"[A-Za-z][\w+.-]*:|//", url)

    def _missing(self, url: str) -> str:
        if not url.startswith(self.address):
            return "网址指到了网站外面"
        parts = urlsplit(url[len(self.address) :])
        path = unquote(parts.path)
        file = self.folder / path
        if path in ("", ".") or path.endswith("/") or file.is_dir():
            file /= "index.html"
        if not file.is_file() or self.folder.resolve() not in file.resolve().parents:
            return f"网站里没有“{path or '/'}”这一页"
        if parts.fragment and file.suffix == ".html" and unquote(parts.fragment) not in _anchors(file):
            return f"“{path or '/'}”这一页里没有“#{unquote(parts.fragment)}”这个位置"
        return ""


def find_web(folder: Path) -> Web | None:
    """Return the built site around `folder`, known by its sitemap; None when there is none.

    The home page has the shortest address in the sitemap.
    """
    for home in (folder, *folder.parents):
        sitemap = home / "sitemap.xml"
        if sitemap.is_file():
            found = _LOCATION.findall(sitemap.read_text("utf-8", "replace"))
            return Web(home, min(map(html.unescape, found), key=len)) if found else None
    return None


@cache
def _anchors(file: Path) -> frozenset[str]:
    """Return the names of all places in a page."""
    found = _ID.findall(file.read_text("utf-8", "replace"))
    return frozenset(html.unescape("".join(names)) for names in found)
